package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.callback.RetrySchedule;
import io.github.assetpaysim.simulator.callback.transport.CallbackUrl;
import io.github.assetpaysim.simulator.catalog.SteamOutcome;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.setting.Assumptions;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.time.ClockMode;
import io.github.assetpaysim.simulator.time.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that can be set about a merchant. Immutable. A new setting is one constant here; options, environment variables,
 * help text and the control API follow from it.
 */
public final class MerchantSettings {
    private static final Usd MOST_BALANCE = new Usd(1_000_000_000_00L);

    public static final Setting<CallbackUrl> CALLBACK_URL = Setting.of(
                    "callbackUrl",
                    "an absolute http or https URL",
                    "where callbacks are sent",
                    MerchantSettings::url,
                    CallbackUrl::toString)
            .asPatchable();

    public static final Setting<String> MERCHANT_ID = Setting.ofPattern(
            "merchantId",
            "1 to 128 characters of A-Z a-z 0-9 . _ ~ -, other than \"default\"",
            "id of the merchant; made from the seed unless given",
            "(?!(default|\\.{1,2})\\z)[A-Za-z0-9._~-]{1,128}");

    public static final Setting<String> API_KEY = Setting.ofPattern(
                    "apiKey",
                    "1 to 256 visible ASCII characters",
                    "what the api-key header must carry; made from the seed unless given",
                    "[!-~]{1,256}")
            .asSecret();

    public static final Setting<String> API_SECRET = ApiSecret.setting(
                    "apiSecret",
                    "signs client tokens and callbacks; made from the seed unless given",
                    "--api-secret-file")
            .asPatchable();

    public static final Setting<ClockMode> CLOCK = Setting.ofWords(
                    "clock",
                    "how time moves: only when told, by itself without long waits, or as it really does",
                    ClockMode.values())
            .asPatchable()
            .defaultsTo(ClockMode.FROZEN);

    public static final Setting<Duration> PACE = Setting.ofDuration(
                    "pace",
                    Durations.SYNTAX + ", from 1ms to 1h",
                    "longest real wait of a paced clock; it shortens the gaps between retries too",
                    Duration.ofMillis(1),
                    Duration.ofHours(1))
            .asPatchable()
            .defaultsTo(Duration.ofSeconds(1));

    public static final Setting<Instant> START_AT = Setting.of(
            "startAt",
            "an instant such as 2026-03-04T10:00:00Z",
            "first instant of the merchant's timeline; now unless given",
            MerchantSettings::instant,
            Instant::toString);

    public static final Setting<Long> SEED = Setting.of(
                    "seed",
                    "a whole number of at most 64 bits",
                    "makes ids and generated credentials repeatable; drawn unless given",
                    Long::valueOf,
                    String::valueOf)
            .asNumber();

    public static final Setting<RetrySchedule> RETRY = Setting.of(
                    "retry",
                    "gaps such as 10s,30s,2min, or none",
                    "after which times a failed callback is tried again",
                    RetrySchedule::parse,
                    RetrySchedule::toString)
            .asPatchable()
            .defaultsTo(RetrySchedule.STANDARD);

    public static final Setting<Duration> CALLBACK_TIMEOUT = Setting.ofDuration(
                    "callbackTimeout",
                    Durations.SYNTAX + ", from 1ms to 10min",
                    "real time a receiver has for one callback",
                    Duration.ofMillis(1),
                    Duration.ofMinutes(10))
            .asPatchable()
            .defaultsTo(Duration.ofSeconds(15));

    public static final Setting<Duration> TOKEN_TTL = Setting.ofDuration(
                    "tokenTtl",
                    Durations.SYNTAX + ", from 1s to 24h",
                    "lifetime of the client tokens made here",
                    Duration.ofSeconds(1),
                    Duration.ofHours(24))
            .defaultsTo(Duration.ofHours(24));

    public static final Setting<RateLimits.Plan> RATE_LIMITS = Setting.ofWords(
                    "rateLimits", "which of the documented rate limits apply", RateLimits.Plan.values())
            .asPatchable()
            .defaultsTo(RateLimits.Plan.OFF);

    public static final Setting<SteamOutcome> STEAM_OUTCOME = Setting.ofWords(
                    "steam.outcome", "what users, Steam and suppliers do with a trade", SteamOutcome.values())
            .asPatchable()
            .defaultsTo(SteamOutcome.ACCEPT);

    public static final Setting<Usd> BALANCE = Setting.within(
                    Usd.ZERO,
                    MOST_BALANCE,
                    "balance",
                    "a number of USD from 0 to " + MOST_BALANCE + " with at most two decimals",
                    "USD that the merchant has at AssetPay at first, to pay withdrawals with",
                    Usd::of)
            .asDecimal()
            .defaultsTo(new Usd(10_000_00));

    public static final Setting<Integer> REMEMBER = Setting.ofNumber(
                    "remember",
                    1,
                    1_000_000,
                    "how many finished trades are remembered, as many callbacks and as many requests; the oldest go first")
            .asNumber()
            .defaultsTo(10_000);

    /** Every setting there is; the {@link Assumptions} are the last. */
    public static final List<Setting<?>> ALL = Stream.concat(
                    Stream.of(
                            CALLBACK_URL,
                            MERCHANT_ID,
                            API_KEY,
                            API_SECRET,
                            CLOCK,
                            PACE,
                            START_AT,
                            SEED,
                            RETRY,
                            CALLBACK_TIMEOUT,
                            TOKEN_TTL,
                            RATE_LIMITS,
                            STEAM_OUTCOME,
                            BALANCE,
                            REMEMBER),
                    Assumptions.ALL.stream())
            .toList();

    /** What holds unless it is set otherwise; credentials, seed and callback URL have no standard. */
    public static final MerchantSettings STANDARD = new MerchantSettings(Values.NONE);

    private final Values values;

    private MerchantSettings(Values values) {
        this.values = values;
    }

    /** The value in force, or null when there is none. */
    public <T> T get(Setting<T> setting) {
        return values.get(setting);
    }

    /** The value in force as text, or null when there is none. */
    public String text(Setting<?> setting) {
        return values.text(setting);
    }

    /** The same for those who know no merchants. */
    public Values values() {
        return values;
    }

    /** These settings with one changed; null puts it back to its standard. */
    public <T> MerchantSettings with(Setting<T> setting, T value) {
        return new MerchantSettings(values.with(setting, value));
    }

    /** These settings with one set that has no value yet. */
    <T> MerchantSettings withMissing(Setting<T> setting, T value) {
        return get(setting) == null ? with(setting, value) : this;
    }

    /**
     * These settings with one changed, both as text.
     *
     * @throws InvalidSetting for an unknown name or a value that is not allowed
     */
    public MerchantSettings with(String name, String text) {
        return new MerchantSettings(values.withText(named(name), text));
    }

    /**
     * These settings with one changed as it can be on a merchant that exists, both as text.
     *
     * @throws InvalidSetting for an unknown name, a setting that cannot be changed any more, or a value that is not allowed
     */
    public MerchantSettings patched(String name, String text) {
        checkPatchable(named(name));
        return with(name, text);
    }

    /** @throws InvalidSetting for a setting that cannot be changed on a merchant that exists, naming those that can */
    public static void checkPatchable(Setting<?> setting) {
        if (!setting.patchable()) {
            throw InvalidSetting.sentence(
                    setting.name(), setting + " cannot be changed; changeable are " + names(Setting::patchable));
        }
    }

    /**
     * The setting with this name.
     *
     * @throws InvalidSetting naming the known ones
     */
    public static Setting<?> named(String name) {
        return ALL.stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow(() -> InvalidSetting.sentence(name, unknown(name)));
    }

    private static String unknown(String name) {
        return name.startsWith(Assumptions.PREFIX)
                ? "unknown assumption '" + name.substring(Assumptions.PREFIX.length()) + "'; known are "
                        + Assumptions.ALL.stream().map(Setting::member).collect(Collectors.joining(", "))
                : "unknown setting '" + name + "'; known are " + names(setting -> true);
    }

    /** The names of such settings as messages list them; the assumptions go by the name of all of them. */
    private static String names(Predicate<Setting<?>> such) {
        return ALL.stream()
                .filter(such)
                .map(setting -> setting.group().equals(Assumptions.GROUP) ? Assumptions.GROUP : setting.name())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static CallbackUrl url(String text) {
        try {
            return CallbackUrl.parse(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting("callbackUrl", e.getMessage());
        }
    }

    private static Instant instant(String text) {
        try {
            Instant instant = Instant.parse(text);
            if (instant.isBefore(Instant.EPOCH) || instant.isAfter(Instant.parse("9000-01-01T00:00:00Z"))) {
                throw new IllegalArgumentException("out of range");
            }
            return instant;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not an instant", e);
        }
    }
}
