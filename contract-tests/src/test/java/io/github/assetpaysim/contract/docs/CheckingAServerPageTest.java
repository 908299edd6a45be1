package io.github.assetpaysim.contract.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.contract.plan.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CheckingAServerPageTest {
    private static final Page PAGE = Page.of("docs/checking-a-server.md");

    @Test
    void the_example_in_Java_compiles() throws IOException {
        String source = withoutIndentation(
                Files.readString(Path.of("src/test/java/io/github/assetpaysim/contract/docs/StagingContract.java")));

        assertThat(PAGE.blocks("java"))
                .singleElement()
                .satisfies(block -> assertThat(source).contains(withoutIndentation(block)));
    }

    private static String withoutIndentation(String text) {
        return text.replaceAll("(?m)^ +", "");
    }

    @Test
    void it_says_how_many_requirements_there_are() {
        assertThat(PAGE.all("of each of\n(\\d+) requirements", 1))
                .containsExactly(String.valueOf(Requirements.API.size()));
    }
}
