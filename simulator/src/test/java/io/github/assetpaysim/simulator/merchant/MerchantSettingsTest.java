package io.github.assetpaysim.simulator.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.setting.Assumptions;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.text.Quoted;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MerchantSettingsTest {
    private static final MerchantSettings STANDARD = MerchantSettings.STANDARD;
    private static final String LONG = "x".repeat(128);

    /** Name, a good value, and how it is printed. */
    static List<Arguments> good() {
        return List.of(
                Arguments.of("callbackUrl", "http://127.0.0.1:8080/callback", null),
                Arguments.of("callbackUrl", "https://shop.example/a?b=c%20d", null),
                Arguments.of("callbackUrl", "HTTP://localhost", null),
                Arguments.of("callbackUrl", "http://[::1]:65535/", null),
                Arguments.of("callbackUrl", "http://user:pass@host/", "http://***@host/"),
                Arguments.of("callbackUrl", "http://my_app:3000/", null),
                Arguments.of("merchantId", "m-0001", null),
                Arguments.of("merchantId", "A", null),
                Arguments.of("merchantId", "a.b_c~d-9", null),
                Arguments.of("merchantId", "...", null),
                Arguments.of("merchantId", "Default", null),
                Arguments.of("merchantId", LONG, null),
                Arguments.of("apiKey", "ap_1", null),
                Arguments.of("apiKey", "!~\"%", null),
                Arguments.of("apiKey", LONG + LONG, null),
                Arguments.of("apiSecret", "x", null),
                Arguments.of("apiSecret", " ", null),
                Arguments.of("apiSecret", "geheim ★ 密钥 \n 🔑 ", null),
                Arguments.of("apiSecret", LONG.repeat(100), null),
                Arguments.of("clock", "frozen", null),
                Arguments.of("clock", "paced", null),
                Arguments.of("clock", "live", null),
                Arguments.of("pace", "1ms", "PT0.001S"),
                Arguments.of("pace", "500ms", "PT0.5S"),
                Arguments.of("pace", "1h", "PT1H"),
                Arguments.of("startAt", "2026-03-04T10:00:00Z", null),
                Arguments.of("startAt", "1970-01-01T00:00:00Z", null),
                Arguments.of("startAt", "2026-03-04T10:00:00.123Z", null),
                Arguments.of("startAt", "9000-01-01T00:00:00Z", null),
                Arguments.of("seed", "0", null),
                Arguments.of("seed", "-9223372036854775808", null),
                Arguments.of("seed", "9223372036854775807", null),
                Arguments.of("retry", "none", null),
                Arguments.of("retry", "10s,30s,2min", "PT10S,PT30S,PT2M"),
                Arguments.of("retry", "PT1M30S,1h", "PT1M30S,PT1H"),
                Arguments.of("retry", "0s", "PT0S"),
                Arguments.of("callbackTimeout", "1ms", "PT0.001S"),
                Arguments.of("callbackTimeout", "10min", "PT10M"),
                Arguments.of("tokenTtl", "1s", "PT1S"),
                Arguments.of("tokenTtl", "24h", "PT24H"),
                Arguments.of("tokenTtl", "1d", "PT24H"),
                Arguments.of("rateLimits", "off", null),
                Arguments.of("rateLimits", "verified", null),
                Arguments.of("rateLimits", "unverified", null),
                Arguments.of("steam.outcome", "accept", null),
                Arguments.of("steam.outcome", "decline", null),
                Arguments.of("steam.outcome", "ignore", null),
                Arguments.of("steam.outcome", "fail", null),
                Arguments.of("steam.outcome", "escrow", null),
                Arguments.of("steam.outcome", "revert", null),
                Arguments.of("balance", "0", null),
                Arguments.of("balance", "7.00", "7"),
                Arguments.of("balance", "19.99", null),
                Arguments.of("balance", "1e9", "1000000000"),
                Arguments.of("remember", "1", null),
                Arguments.of("remember", "1000000", null),
                Arguments.of("assumptions.openDepositLimit", "1", null),
                Arguments.of("assumptions.openDepositLimit", "1000000", null),
                Arguments.of("assumptions.rustCredit", "present", null),
                Arguments.of("assumptions.rustCredit", "absent", null),
                Arguments.of("assumptions.offerExpiry", "10min", "PT10M"),
                Arguments.of("assumptions.offerExpiry", "PT1M30S", null),
                Arguments.of("assumptions.offerExpiry", "1h", "PT1H"),
                Arguments.of("assumptions.callbackSuccess", "200", null),
                Arguments.of("assumptions.callbackSuccess", "2xx", null),
                Arguments.of("assumptions.callbackOrder", "strict", null),
                Arguments.of("assumptions.callbackOrder", "first-attempts", null));
    }

    /** Name and a bad value. */
    static List<Arguments> bad() {
        return List.of(
                Arguments.of("merchantId", ""),
                Arguments.of("merchantId", "default"),
                Arguments.of("merchantId", "."),
                Arguments.of("merchantId", ".."),
                Arguments.of("merchantId", "a/b"),
                Arguments.of("merchantId", "a b"),
                Arguments.of("merchantId", "größe"),
                Arguments.of("merchantId", "a\n"),
                Arguments.of("merchantId", LONG + "x"),
                Arguments.of("apiKey", ""),
                Arguments.of("apiKey", "a b"),
                Arguments.of("apiKey", "schlüssel"),
                Arguments.of("apiKey", "line\n"),
                Arguments.of("apiKey", LONG + LONG + "x"),
                Arguments.of("apiSecret", ""),
                Arguments.of("clock", "FROZEN"),
                Arguments.of("clock", "fast"),
                Arguments.of("clock", ""),
                Arguments.of("pace", "0ms"),
                Arguments.of("pace", "3601s"),
                Arguments.of("pace", "-1s"),
                Arguments.of("pace", "5"),
                Arguments.of("startAt", "2026-03-04"),
                Arguments.of("startAt", "now"),
                Arguments.of("startAt", "1969-12-31T23:59:59Z"),
                Arguments.of("startAt", "9000-01-01T00:00:00.001Z"),
                Arguments.of("seed", "1.5"),
                Arguments.of("seed", "9223372036854775808"),
                Arguments.of("seed", "0x10"),
                Arguments.of("seed", ""),
                Arguments.of("retry", ""),
                Arguments.of("retry", "10s,"),
                Arguments.of("retry", "10s,none"),
                Arguments.of("retry", "None"),
                Arguments.of("retry", "10"),
                Arguments.of("retry", "1s" + ",1s".repeat(100)),
                Arguments.of("callbackTimeout", "0s"),
                Arguments.of("callbackTimeout", "601s"),
                Arguments.of("tokenTtl", "999ms"),
                Arguments.of("tokenTtl", "86401s"),
                Arguments.of("rateLimits", "on"),
                Arguments.of("steam.outcome", "Accept"),
                Arguments.of("steam.outcome", "escrowed"),
                Arguments.of("balance", "-0.01"),
                Arguments.of("balance", "0.001"),
                Arguments.of("balance", "1000000000.01"),
                Arguments.of("balance", "ten"),
                Arguments.of("balance", ""),
                Arguments.of("remember", "0"),
                Arguments.of("remember", "1000001"),
                Arguments.of("remember", "1.0"),
                Arguments.of("assumptions.openDepositLimit", "0"),
                Arguments.of("assumptions.openDepositLimit", "-1"),
                Arguments.of("assumptions.openDepositLimit", "1000001"),
                Arguments.of("assumptions.openDepositLimit", "5.0"),
                Arguments.of("assumptions.openDepositLimit", "many"),
                Arguments.of("assumptions.openDepositLimit", ""),
                Arguments.of("assumptions.openDepositLimit", "9999999999"),
                Arguments.of("assumptions.rustCredit", "true"),
                Arguments.of("assumptions.rustCredit", "Present"),
                Arguments.of("assumptions.offerExpiry", "30"),
                Arguments.of("assumptions.offerExpiry", "-PT5M"),
                Arguments.of("assumptions.offerExpiry", "soon"),
                Arguments.of("assumptions.callbackSuccess", "201"),
                Arguments.of("assumptions.callbackOrder", "none"));
    }

    @ParameterizedTest
    @MethodSource("good")
    void a_good_value_is_taken_and_printed_so_that_it_can_be_read_again(String name, String value, String printed) {
        Setting<?> setting = MerchantSettings.named(name);
        MerchantSettings changed = STANDARD.with(name, value);
        String text = changed.text(setting);

        assertThat(text).isEqualTo(printed == null ? value : printed);
        assertThat(changed.with(name, text).text(setting)).isEqualTo(text);
        assertThat(changed.with(setting, null).text(setting)).isEqualTo(STANDARD.text(setting));
        for (Setting<?> other : MerchantSettings.ALL) {
            if (other != setting) {
                assertThat(changed.text(other)).isEqualTo(STANDARD.text(other));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("bad")
    void a_bad_value_is_refused_with_the_name_and_what_is_expected(String name, String value) {
        Setting<?> setting = MerchantSettings.named(name);

        assertThatThrownBy(() -> STANDARD.with(name, value))
                .isInstanceOfSatisfying(
                        InvalidSetting.class,
                        refused -> assertThat(refused.name()).isEqualTo(name))
                .hasMessageContainingAll(name + ": ", "expected " + setting.allowed())
                .message()
                .satisfies(message -> {
                    if (!setting.secret() && value.length() <= 100) {
                        assertThat(message).contains("'" + Quoted.text(value) + "'");
                    } else if (setting.secret() && value.length() > 3) {
                        assertThat(message).doesNotContain(value);
                    }
                });
    }

    @Test
    void every_standard_is_a_value_that_can_be_set() {
        for (Setting<?> setting : MerchantSettings.ALL) {
            String standard = STANDARD.text(setting);
            if (standard != null) {
                assertThat(STANDARD.with(setting.name(), standard).text(setting))
                        .isEqualTo(standard);
            }
        }
    }

    @Test
    void a_secret_that_arrived_damaged_is_refused_with_the_reason_and_without_the_secret() {
        assertThatThrownBy(() -> STANDARD.with("apiSecret", "geheim\uFFFD42"))
                .isInstanceOfSatisfying(
                        InvalidSetting.class,
                        refused -> assertThat(refused.name()).isEqualTo("apiSecret"))
                .hasMessageContainingAll("U+FFFD", "--api-secret-file")
                .hasMessageNotContainingAny("geheim", "42");
    }

    @Test
    void an_unknown_name_is_refused_with_the_known_ones() {
        for (String name : new String[] {"callbackURL", "callback-url", "", "steam", "assumption.rustCredit"}) {
            assertThatThrownBy(() -> STANDARD.with(name, "x"))
                    .isInstanceOfSatisfying(
                            InvalidSetting.class,
                            refused -> assertThat(refused.name()).isEqualTo(name))
                    .hasMessageStartingWith("unknown setting '" + name + "'; known are callbackUrl, merchantId, ")
                    .hasMessageEndingWith(", assumptions");
        }
        for (String name : new String[] {"rustCredits", "RUSTCREDIT", "", "assumptions.rustCredit"}) {
            assertThatThrownBy(() -> STANDARD.with("assumptions." + name, "x"))
                    .isInstanceOf(InvalidSetting.class)
                    .hasMessageStartingWith(
                            "unknown assumption '" + name + "'; known are openDepositLimit, rustCredit");
        }
    }

    @Test
    void the_standard_settings_are_the_settled_ones() {
        Map<String, String> standard = new TreeMap<>();
        MerchantSettings.ALL.forEach(setting -> standard.put(setting.name(), STANDARD.text(setting)));

        assertThat(standard)
                .containsAllEntriesOf(Map.ofEntries(
                        Map.entry("clock", "frozen"),
                        Map.entry("pace", "PT1S"),
                        Map.entry("retry", "PT10S,PT30S,PT2M,PT10M,PT1H"),
                        Map.entry("callbackTimeout", "PT15S"),
                        Map.entry("tokenTtl", "PT24H"),
                        Map.entry("rateLimits", "off"),
                        Map.entry("steam.outcome", "accept"),
                        Map.entry("balance", "10000"),
                        Map.entry("remember", "10000"),
                        Map.entry("assumptions.openDepositLimit", "5"),
                        Map.entry("assumptions.rustCredit", "present"),
                        Map.entry("assumptions.offerExpiry", "PT30M"),
                        Map.entry("assumptions.callbackSuccess", "200"),
                        Map.entry("assumptions.callbackOrder", "first-attempts")));
        assertThat(standard)
                .extractingByKeys("callbackUrl", "merchantId", "apiKey", "apiSecret", "startAt", "seed")
                .containsOnlyNulls();
    }

    @Test
    void only_credentials_are_secret_and_what_makes_a_merchant_cannot_be_patched() {
        assertThat(MerchantSettings.ALL.stream().filter(Setting::secret).map(Setting::name))
                .containsExactlyInAnyOrder("apiKey", "apiSecret");
        assertThat(MerchantSettings.ALL.stream().filter(Setting::patchable).map(Setting::name))
                .contains(
                        "callbackUrl",
                        "apiSecret",
                        "clock",
                        "pace",
                        "retry",
                        "callbackTimeout",
                        "steam.outcome",
                        "rateLimits")
                .doesNotContain("merchantId", "apiKey", "startAt", "seed", "tokenTtl", "balance", "remember");
        assertThat(Assumptions.ALL).allMatch(Setting::patchable);
    }

    /** One that stands in no list would compile and could never be set. */
    @ParameterizedTest
    @ValueSource(classes = {MerchantSettings.class, Assumptions.class, Settings.class})
    void every_setting_that_is_declared_can_be_set(Class<?> declaring) throws ReflectiveOperationException {
        List<?> all = (List<?>) declaring.getField("ALL").get(null);
        for (Field field : declaring.getFields()) {
            if (field.getType() == Setting.class) {
                assertThat(all.contains(field.get(null))).as(field.getName()).isTrue();
            }
        }
    }
}
