package io.github.assetpaysim.contract.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {
    private static List<String> words(String text) {
        return text == null ? List.of() : Arrays.asList(text.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        ",, 106",
        "SIG-01,, 1",
        "sig-01,, 1",
        "signature,, 9",
        "signature SIG-01 END-01,, 10",
        "signature, SIG-01, 8",
        "SIG-01, signature, 0",
        ", once when amount, 83"
    })
    void ids_and_groups_select(String only, String skip, int count) {
        Selection selection = new Selection(words(only), words(skip));

        assertThat(Requirements.ALL.stream().filter(selection::includes)).hasSize(count);
    }

    @Test
    void a_word_that_is_neither_is_an_error_that_names_the_nearest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Selection(List.of("SIG-99"), List.of()))
                .withMessageContaining("'SIG-99'; did you mean SIG-0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Selection(List.of(), List.of("signatures")))
                .withMessageContaining("did you mean signature?");
    }
}
