package io.github.assetpaysim.contract.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A page of the documentation for users.
 *
 * @param name its path below the root of the repository
 */
public record Page(String name, String text) {
    /** Tests run in the folder of their module. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    public static Page of(String name) {
        try {
            return new Page(name, Files.readString(ROOT.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The README and what lies directly in {@code docs}. */
    static List<Page> all() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of("README.md"),
                            files.map(file -> "docs/" + file.getFileName())
                                    .filter(name -> name.endsWith(".md"))
                                    .sorted())
                    .map(Page::of)
                    .toList();
        }
    }

    /** The fenced blocks in a language, in their order, each ended by a line break. */
    public List<String> blocks(String language) {
        return all("(?ms)^```" + language + "\n(.*?)^```$", 1);
    }

    /** What a group of the pattern matches, everywhere in the text. */
    public List<String> all(String pattern, int group) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(group))
                .toList();
    }

    /** A block of YAML as JSON. */
    static JsonNode yaml(String block) {
        return new ObjectMapper().valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(block));
    }

    @Override
    public String toString() {
        return name;
    }
}
