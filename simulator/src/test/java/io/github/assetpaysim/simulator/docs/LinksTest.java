package io.github.assetpaysim.simulator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.support.Page;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern CLASS = Pattern.compile("(?:`|<b>)([A-Z][a-z]+[A-Za-z]*)(?:\\.[A-Za-z]+)?(?:`|</b>)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    @Test
    void every_link_within_the_repository_leads_somewhere() {
        List<String> lost = new ArrayList<>();
        int followed = 0;
        for (Page page : Page.all()) {
            Matcher links = LINK.matcher(page.prose());
            while (links.find()) {
                URI link = URI.create(links.group(1));
                if (!link.isAbsolute()) {
                    followed++;
                    if (!leadsSomewhere(page, link)) {
                        lost.add(page + ": " + link);
                    }
                }
            }
        }
        assertThat(lost).isEmpty();
        assertThat(followed).isGreaterThan(30);
    }

    private static boolean leadsSomewhere(Page page, URI link) {
        String target = link.getPath().isEmpty()
                ? page.name()
                : URI.create(page.name()).resolve(link.getPath()).toString();
        return Files.exists(Path.of("..", target))
                && (link.getFragment() == null || anchors(Page.of(target)).contains(link.getFragment()));
    }

    /** As GitHub makes them of headings. */
    private static List<String> anchors(Page page) {
        return HEADING.matcher(page.prose())
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @Test
    void every_class_that_is_named_exists() throws IOException {
        Set<String> classes;
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            classes = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        // What no class may be called.
        classes.addAll(List.of("Manager", "Helper", "Util", "Impl", "Service", "Factory"));
        List<String> missing = new ArrayList<>();
        for (Page page : Page.all()) {
            if (page.name().equals("CONTRIBUTING.md") || page.name().startsWith("docs/decisions/")) {
                CLASS.matcher(page.text())
                        .results()
                        .map(named -> named.group(1))
                        .filter(name -> !classes.contains(name))
                        .forEach(name -> missing.add(page.name() + ": " + name));
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void every_page_is_reached_from_the_README() {
        String readme = Page.of("README.md").text();
        assertThat(Page.all())
                .extracting(Page::name)
                .filteredOn(name -> name.matches("docs/[^/]+"))
                .hasSizeGreaterThan(8)
                .allMatch(name -> readme.contains("](" + name + ")"));
    }

    @Test
    void the_README_stays_short() {
        assertThat(Page.of("README.md").text().lines().count()).isLessThanOrEqualTo(150);
    }
}
