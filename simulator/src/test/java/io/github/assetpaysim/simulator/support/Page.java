package io.github.assetpaysim.simulator.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param name its path below the root of the repository
 */
public record Page(String name, String text) {
    /** Tests run in the folder of their module. */
    private static final Path ROOT = Path.of("..");

    public static Page of(String name) {
        try {
            return new Page(name, Files.readString(ROOT.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every page that there is in the repository. */
    public static List<Page> all() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".md") && !name.matches("(.*/)?(target|node_modules|\\..*)/.*"))
                    .sorted()
                    .map(Page::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fenced blocks in a language, in their order, each ended by a line break. */
    public List<String> blocks(String language) {
        return all("(?ms)^```" + language + "\n(.*?)^```$", 1);
    }

    /** The lines that begin like this, such as the rows of a table. */
    public List<String> linesFrom(String start) {
        return text.lines().filter(line -> line.startsWith(start)).toList();
    }

    /** The text without its fenced blocks. */
    public String prose() {
        return text.replaceAll("(?ms)^```.*?^```$", "");
    }

    /** What a group of the pattern matches, everywhere in the text. */
    public List<String> all(String pattern, int group) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(group))
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
