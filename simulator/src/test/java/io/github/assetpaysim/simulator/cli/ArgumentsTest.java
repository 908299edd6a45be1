package io.github.assetpaysim.simulator.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.cli.command.UsageError;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.setting.Assumptions;
import io.github.assetpaysim.simulator.time.ClockMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

    @Test
    void without_options_it_serves_this_machine_on_8080_with_a_paced_clock() {
        Settings settings = settings();

        assertThat(settings.get(Settings.HOST)).isEqualTo("127.0.0.1");
        assertThat(settings.get(Settings.PORT)).isEqualTo(8080);
        assertThat(settings.get(Settings.CONTROL_TOKEN)).isNull();
        assertThat(settings.merchant().get(MerchantSettings.CLOCK)).isEqualTo(ClockMode.PACED);
        assertThat(settings.merchant().get(MerchantSettings.PACE)).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.merchant().get(MerchantSettings.CALLBACK_URL)).isNull();
        assertThat(settings.merchant().get(MerchantSettings.SEED)).isNull();
    }

    @Test
    void every_option_reaches_its_setting() {
        Settings settings = settings(
                "--host=localhost",
                "--port=0",
                "--callback-url=https://a.example:8443/cb?x=1",
                "--merchant-id=m",
                "--api-key=k",
                "--api-secret=s",
                "--clock=live",
                "--pace=20ms",
                "--seed=-3",
                "--retry=10s,PT1M",
                "--callback-timeout=2s",
                "--rate-limits=verified",
                "--steam-outcome=revert",
                "--token-ttl=1h",
                "--assume=openDepositLimit=2",
                "--assume=callbackSuccess=2xx",
                "--control-token=t");
        MerchantSettings merchant = settings.merchant();

        assertThat(settings.get(Settings.HOST)).isEqualTo("localhost");
        assertThat(settings.get(Settings.PORT)).isZero();
        assertThat(settings.get(Settings.CONTROL_TOKEN)).isEqualTo("t");
        assertThat(merchant.get(MerchantSettings.CALLBACK_URL)).hasToString("https://a.example:8443/cb?x=1");
        assertThat(merchant.get(MerchantSettings.MERCHANT_ID)).isEqualTo("m");
        assertThat(merchant.get(MerchantSettings.API_KEY)).isEqualTo("k");
        assertThat(merchant.get(MerchantSettings.API_SECRET)).isEqualTo("s");
        assertThat(merchant.text(MerchantSettings.CLOCK)).isEqualTo("live");
        assertThat(merchant.text(MerchantSettings.PACE)).isEqualTo("PT0.02S");
        assertThat(merchant.get(MerchantSettings.SEED)).isEqualTo(-3);
        assertThat(merchant.text(MerchantSettings.RETRY)).isEqualTo("PT10S,PT1M");
        assertThat(merchant.text(MerchantSettings.CALLBACK_TIMEOUT)).isEqualTo("PT2S");
        assertThat(merchant.text(MerchantSettings.RATE_LIMITS)).isEqualTo("verified");
        assertThat(merchant.text(MerchantSettings.STEAM_OUTCOME)).isEqualTo("revert");
        assertThat(merchant.text(MerchantSettings.TOKEN_TTL)).isEqualTo("PT1H");
        assertThat(merchant.get(Assumptions.OPEN_DEPOSIT_LIMIT)).isEqualTo(2);
        assertThat(merchant.get(Assumptions.CALLBACK_SUCCESS)).isEqualTo(Assumptions.Success.ANY_2XX);
    }

    @ParameterizedTest
    @CsvSource({"--quiet, true, true", "--no-page, true, false", "--no-control, false, false"})
    void what_is_not_wanted_is_left_out(String argument, boolean control, boolean page) {
        assertThat(settings(argument).hasControl()).isEqualTo(control);
        assertThat(settings(argument).hasPage()).isEqualTo(page);
    }

    @ParameterizedTest
    @CsvSource({
        "--control-token=t, give either --control-token or --no-control",
        "--clock=frozen, --no-control: nobody could move a frozen clock; give --clock paced or live"
    })
    void without_a_control_api_what_needs_it_is_refused(String argument, String message) {
        assertThatThrownBy(() -> settings("--no-control", argument))
                .isInstanceOf(UsageError.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--port=-1                  | --port: '-1' is not allowed; expected 0 to 65535",
                "--port=65536               | --port: '65536' is not allowed; expected 0 to 65535",
                "--port=http                | --port: 'http' is not allowed; expected 0 to 65535",
                "--host=http://localhost    | --host: 'http://localhost' is not allowed; expected an address of this machine",
                "--callback-url=localhost:3000/cb | --callback-url: 'localhost:3000/cb' is not allowed: its scheme is missing; begin with http:// or https://",
                "--callback-url=http://a b  | --callback-url: 'http://a b' is not allowed: its character 9 is U+0020, a blank or an invisible one",
                "--callback-url=            | --callback-url: '' is not allowed: it is empty",
                "--callback-url=http://a/#x | its fragment, from the '#' on, would never be sent",
                "--merchant-id=default      | --merchant-id: 'default' is not allowed; expected 1 to 128 characters",
                "--api-key=ключ             | --api-key: this value is not allowed; expected 1 to 256 visible ASCII characters",
                "--api-secret=              | --api-secret: this value is not allowed; expected at least one character",
                "`--api-secret=s\r`        | --api-secret: it ends with U+000D (CARRIAGE RETURN (CR)), which a file or its editor has left there",
                "--api-secret=\uFEFFs      | --api-secret: it begins with U+FEFF (BYTE ORDER MARK), which a file",
                "--api-key=ap_1\u00A0      | --api-key: this value is not allowed, it ends with U+00A0 (NO-BREAK SPACE); expected",
                "--control-token=\u200Bt   | --control-token: this value is not allowed, it begins with U+200B (ZERO WIDTH SPACE); expected",
                "`--callback-url=http://a/\t` | its character 10 is U+0009, a blank or an invisible one",
                "--api-secret=\uFFFD\uFFFD  | use --api-secret-file, or set LC_ALL to a UTF-8 locale",
                "--clock=fast               | --clock: 'fast' is not allowed; expected frozen, paced or live",
                "--pace=1                   | --pace: '1' is not allowed; expected a duration such as 500ms, 10s, 2min, 1h, 7d or PT1M30S, from 1ms to 1h",
                "--seed=abc                 | --seed: 'abc' is not allowed; expected a whole number of at most 64 bits",
                "--retry=10s,               | --retry: '10s,' is not allowed; expected gaps such as 10s,30s,2min, or none",
                "--callback-timeout=0s      | --callback-timeout: '0s' is not allowed",
                "--assume=callbackSuccess   | --assume must be name=value, not 'callbackSuccess'",
                "--assume==x                | --assume must be name=value, not '=x'",
                "--assume=unheard=of        | --assume: unknown assumption 'unheard'; known are openDepositLimit, rustCredit",
                "--assume=callbackSuccess=3xx | --assume: assumption callbackSuccess: '3xx' is not allowed; expected 200 or 2xx",
                "--control-token=a b        | --control-token: this value is not allowed; expected 1 to 256 visible ASCII characters",
                "--api-secret-file=/no/such/file | --api-secret-file: there is no file /no/such/file",
            })
    void a_bad_value_is_refused_naming_the_option_and_what_is_allowed(String argument, String message) {
        assertThatThrownBy(() -> settings(argument))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n", "Exception");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "s            | s     | -",
                "s\\n          | s     | ends with U+000A (LINE FEED (LF))",
                "s\\r\\n       | s     | ends with U+000A (LINE FEED (LF))",
                "s\\r          | s     | ends with U+000D (CARRIAGE RETURN (CR))",
                "s\\n\\n       | s     | ends with U+000A (LINE FEED (LF))",
                "\\ufeffs      | s     | begins with U+FEFF (BYTE ORDER MARK)",
                "\\ufeffs\\r\\n | s     | begins with U+FEFF (BYTE ORDER MARK)",
                "\\ns          | s     | begins with U+000A (LINE FEED (LF))",
                "\\u0020s\\u00a0| \\u0020s\\u00a0 | -",
                "k\\nö ★ 🔑\\n  | k\\nö ★ 🔑 | ends with U+000A (LINE FEED (LF))",
            })
    void a_secret_file_loses_byte_order_mark_and_line_ends_and_says_so(
            String content, String secret, String dropped, @TempDir Path directory) throws Exception {
        Path file = directory.resolve("secret");
        Files.write(file, unescaped(content).getBytes(UTF_8));
        List<String> notes = new ArrayList<>();

        Settings settings =
                Arguments.settings(Options.read(new String[] {"--api-secret-file=" + file}, Map.of()), notes::add);

        assertThat(settings.merchant().get(MerchantSettings.API_SECRET)).isEqualTo(unescaped(secret));
        assertThat(notes)
                .isEqualTo(
                        dropped == null
                                ? List.of()
                                : List.of("--api-secret-file: the file " + dropped
                                        + ", which is no part of the secret: dropped"));
    }

    private static String unescaped(String text) {
        return Pattern.compile("\\\\u([0-9a-f]{4})")
                .matcher(text.replace("\\n", "\n").replace("\\r", "\r"))
                .replaceAll(found -> String.valueOf((char) Integer.parseInt(found.group(1), 16)));
    }

    @Test
    void a_secret_file_that_is_not_UTF_8_or_empty_or_comes_beside_a_secret_is_refused(@TempDir Path directory)
            throws Exception {
        Path file = directory.resolve("secret");

        Files.write(file, new byte[] {(byte) 0xE9});
        assertThatThrownBy(() -> settings("--api-secret-file=" + file))
                .hasMessage("--api-secret-file: " + file + " is not UTF-8 text");
        Files.write(file, new byte[] {'\n'});
        assertThatThrownBy(() -> settings("--api-secret-file=" + file))
                .hasMessage(
                        "--api-secret-file: this value is not allowed; expected at least one character, any Unicode");
        assertThatThrownBy(() -> settings("--api-secret-file=" + file, "--api-secret=s"))
                .hasMessage("give either --api-secret or --api-secret-file");
    }

    private static Settings settings(String... arguments) {
        return Arguments.settings(Options.read(arguments, Map.of()), note -> {});
    }
}
