package io.github.assetpaysim.simulator.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"'', '', 0", "abc, abc, 0", "abc, abd, 1", "abc, acb, 2", "abc, abcd, 1", "abc, b, 2", "a, abcde, 4"})
    void a_text_is_within_so_many_changes_of_another_and_no_fewer(String one, String other, int changes) {
        assertThat(Spelling.isWithin(changes, one, other)).isTrue();
        assertThat(Spelling.isWithin(changes, other, one)).isTrue();
        assertThat(Spelling.isWithin(changes - 1, one, other)).isFalse();
    }

    @Test
    void the_nearest_name_takes_the_fewest_changes_however_long_the_given_one_is() {
        List<String> known = List.of("--port", "--host", "--callback-url");

        assertThat(Spelling.nearest("--prot", known)).isEqualTo("--port");
        assertThat(Spelling.nearest("--callbackurl", known)).isEqualTo("--callback-url");
        assertThat(known).contains(Spelling.nearest("x".repeat(1_000_000), known));
    }
}
