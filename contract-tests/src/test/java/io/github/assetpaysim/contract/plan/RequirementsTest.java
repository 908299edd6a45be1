package io.github.assetpaysim.contract.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class RequirementsTest {
    static final List<Requirement> all = Stream.of(Requirements.MERCHANT, Requirements.API)
            .flatMap(List::stream)
            .toList();

    @ParameterizedTest
    @FieldSource("all")
    void each_requirement_is_one_sentence_with_a_source(Requirement requirement) {
        assertThat(requirement.id()).matches("[A-Z]+-\\d\\d");
        assertThat(requirement.sentence()).matches("\\S.{15,}[^.]\\.");
        assertThat(requirement.source()).matches("A\\d+(\\.\\d+)?|OQ \\d+");
    }

    @ParameterizedTest
    @FieldSource("all")
    void what_is_inferred_is_a_MUST_only_for_a_reason(Requirement requirement) {
        boolean inferredMust = !requirement.documented() && requirement.level() == Requirement.Level.MUST;

        assertThat(requirement.reason() != null).isEqualTo(inferredMust);
    }

    @Test
    void ids_are_unique_and_a_group_stands_together() {
        assertThat(all).extracting(Requirement::id).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(30);
        assertThat(groups(Requirements.MERCHANT))
                .containsExactly(
                        "answers",
                        "signature",
                        "broken",
                        "once",
                        "lost",
                        "when",
                        "amount",
                        "optional",
                        "end",
                        "late",
                        "gate",
                        "withdrawal");
        assertThat(groups(Requirements.API))
                .containsExactly(
                        "envelope",
                        "authenticate",
                        "token",
                        "forgery",
                        "inventory",
                        "market",
                        "tradeurl",
                        "prices",
                        "deposit",
                        "life",
                        "callback",
                        "withdrawal",
                        "history",
                        "limits",
                        "cors");
        Stream.of(Requirements.MERCHANT, Requirements.API)
                .forEach(catalogue -> catalogue.forEach(requirement -> assertThat(catalogue)
                        .filteredOn(each -> each.group().equals(requirement.group())
                                != each.id()
                                        .split("-")[0]
                                        .equals(requirement.id().split("-")[0]))
                        .noneMatch(each -> each.group().equals(requirement.group()))));
    }

    private static List<String> groups(List<Requirement> catalogue) {
        return catalogue.stream().map(Requirement::group).distinct().toList();
    }
}
