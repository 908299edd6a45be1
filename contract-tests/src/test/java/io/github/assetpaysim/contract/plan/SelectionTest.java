package io.github.assetpaysim.contract.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {
    private static List<String> words(String text) {
        return text == null ? List.of() : Arrays.asList(text.split(" "));
    }

    private static List<String> selected(String only, String skip) {
        Selection selection = new Selection(Requirements.MERCHANT, words(only), words(skip));
        return Requirements.MERCHANT.stream()
                .filter(selection::includes)
                .map(Requirement::id)
                .toList();
    }

    /** The ids of that group, or of all groups but those. */
    private static List<String> ids(Predicate<String> group) {
        return Requirements.MERCHANT.stream()
                .filter(requirement -> group.test(requirement.group()))
                .map(Requirement::id)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "SIG-01,, SIG-01",
        "sig-01,, SIG-01",
        "SIG-03 SIG-01 END-01,, SIG-01 SIG-03 END-01",
        "BAD-01 broken, BAD-02 BAD-03, BAD-01 BAD-04",
        "SIG-01, signature,"
    })
    void ids_select_in_the_order_of_the_list(String only, String skip, String selected) {
        assertThat(selected(only, skip)).isEqualTo(words(selected));
    }

    @Test
    void groups_select_all_that_is_theirs() {
        List<String> signature = ids("signature"::equals);

        assertThat(selected(null, null)).isEqualTo(ids(group -> true));
        assertThat(selected("signature", null)).isEqualTo(signature).hasSizeGreaterThan(1);
        assertThat(selected("signature", "SIG-01"))
                .isEqualTo(signature.stream().filter(id -> !id.equals("SIG-01")).toList());
        assertThat(selected(null, "once when amount"))
                .isEqualTo(ids(group -> !Set.of("once", "when", "amount").contains(group)));
    }

    @Test
    void a_word_that_is_neither_is_an_error_that_names_the_nearest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Selection(Requirements.MERCHANT, List.of("SIG-99"), List.of()))
                .withMessageContaining("'SIG-99'; did you mean SIG-0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Selection(Requirements.MERCHANT, List.of(), List.of("signatures")))
                .withMessageContaining("did you mean signature?");
    }
}
