package io.github.assetpaysim.simulator.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotedTest {
    private static final Pattern TRADE_URL = Pattern.compile("https://s\\.com/new/\\?partner=\\d{1,10}&token=\\w{8}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            quoteCharacter = '`',
            value = {
                "https://s.com/new/?partner=1&amp;token=abcdefgh  | it is wrong from \"amp;token=abcdefgh\" on",
                "`https://s.com/new/?partner=1&token=abcdefgh `   | it is wrong from \" \" on",
                "`https://s.com/new/?partner=1&token=abcdefgh\u00a0` | it is wrong from \"\\u00a0\" on",
                "`https://s.com/new/?partner=1&token=abcdefgh\u200b` | it is wrong from \"\\u200b\" on",
                "https://s.com/new/?partner=1&token=abcdefgh&utm=1 | it is wrong from \"&utm=1\" on",
                "https://s.com/new/?partner=1&token=abcdefg       | it ends too early",
                "https://s.com/new/?partner=12345678901&token=abcdefgh | it is wrong from \"1&token=abcdefgh\" on",
                "http://s.com/new/?partner=1&token=abcdefgh       | it is wrong from \"://s.com/new/?partner=1&token=abcdefgh\" on",
                "``                                               | it ends too early",
            })
    void of_a_text_that_does_not_fit_its_form_the_wrong_part_is_told(String text, String fault) {
        assertThat(Quoted.fault(text, TRADE_URL)).endsWith("; " + fault);
    }

    @Test
    void a_long_text_is_cut_on_both_sides_of_its_fault() {
        String before = "0".repeat(1_000_000);

        String fault = Quoted.fault(before + "x" + before, Pattern.compile("0*"));

        assertThat(fault).startsWith("\"…000").contains("0x0").hasSizeLessThan(300);
        assertThat(Quoted.around("abc", 1)).isEqualTo("abc");
    }

    @Test
    void of_a_long_text_with_a_fault_nobody_knows_where_both_ends_are_shown() {
        assertThat(Quoted.text("begin" + "-".repeat(500) + "end"))
                .startsWith("begin-")
                .contains("-…-")
                .endsWith("-end")
                .hasSize(121);
    }

    @Test
    void what_is_invisible_is_escaped_but_for_blanks() {
        assertThat(Quoted.text("a b\r\n\t\u0000\u001b[31m\ufeff\u00a0\u200b\u2028é★\ud83d\udd11\ud800"))
                .isEqualTo("a b\\r\\n\\t\\u0000\\u001b[31m\\ufeff\\u00a0\\u200b\\u2028é★\ud83d\udd11\\ud800");
    }
}
