package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.assumption.Assumptions;
import io.github.assetpaysim.simulator.callback.RetrySchedule;
import io.github.assetpaysim.simulator.catalog.SteamOutcome;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.time.ClockMode;
import io.github.assetpaysim.simulator.time.Durations;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Everything that can be set about a merchant. Immutable. A new setting is one constant here; options, environment variables,
 * help text and the control API follow from it.
 */
public final class MerchantSettings {
    /** The prefix under which the switches of {@link Assumptions} are set. */
    public static final String ASSUMPTIONS = "assumptions.";

    public static final Setting<URI> CALLBACK_URL = Setting.of(
                    "callbackUrl",
                    "an absolute http or https URL",
                    "where callbacks are sent",
                    MerchantSettings::url,
                    URI::toString)
            .whichCanBePatched();

    public static final Setting<String> MERCHANT_ID = Setting.ofText(
            "merchantId",
            "1 to 128 characters of A-Z a-z 0-9 . _ ~ -, other than \"default\"",
            "id of the merchant; made from the seed unless given",
            text -> matching(text, "[A-Za-z0-9._~-]{1,128}", id -> !id.matches("default|\\.{1,2}")));

    public static final Setting<String> API_KEY = Setting.ofText(
                    "apiKey",
                    "1 to 256 visible ASCII characters",
                    "what the api-key header must carry; made from the seed unless given",
                    text -> matching(text, "[!-~]{1,256}", key -> true))
            .whichIsSecret();

    public static final Setting<String> API_SECRET = Setting.ofText(
                    "apiSecret",
                    "at least one character, any Unicode",
                    "signs client tokens and callbacks; made from the seed unless given",
                    MerchantSettings::secretText)
            .whichCanBePatched()
            .whichIsSecret();

    public static final Setting<ClockMode> CLOCK = Setting.of(
                    "clock",
                    "frozen, paced or live",
                    "how time moves: only when told, by itself without long waits, or as it really does",
                    text -> oneOf(text, ClockMode.values()),
                    MerchantSettings::lower)
            .otherwise(ClockMode.FROZEN);

    public static final Setting<Duration> PACE = Setting.of(
                    "pace",
                    Durations.SYNTAX + ", from 1ms to 1h",
                    "longest real wait of a paced clock; it shortens the gaps between retries too",
                    text -> duration(text, Duration.ofMillis(1), Duration.ofHours(1)),
                    Duration::toString)
            .otherwise(Duration.ofSeconds(1));

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
            .whichIsANumber();

    public static final Setting<RetrySchedule> RETRY = Setting.of(
                    "retry",
                    "gaps such as 10s,30s,2min, or none",
                    "after which times a failed callback is tried again",
                    RetrySchedule::parse,
                    RetrySchedule::toString)
            .whichCanBePatched()
            .otherwise(RetrySchedule.STANDARD);

    public static final Setting<Duration> CALLBACK_TIMEOUT = Setting.of(
                    "callbackTimeout",
                    Durations.SYNTAX + ", from 1ms to 10min",
                    "real time a receiver has for one callback",
                    text -> duration(text, Duration.ofMillis(1), Duration.ofMinutes(10)),
                    Duration::toString)
            .whichCanBePatched()
            .otherwise(Duration.ofSeconds(15));

    public static final Setting<Duration> TOKEN_TTL = Setting.of(
                    "tokenTtl",
                    Durations.SYNTAX + ", from 1s to 24h",
                    "lifetime of the client tokens made here",
                    text -> duration(text, Duration.ofSeconds(1), Duration.ofHours(24)),
                    Duration::toString)
            .otherwise(Duration.ofHours(24));

    public static final Setting<RateLimits.Plan> RATE_LIMITS = Setting.of(
                    "rateLimits",
                    "off, verified or unverified",
                    "which of the documented rate limits apply",
                    text -> oneOf(text, RateLimits.Plan.values()),
                    MerchantSettings::lower)
            .whichCanBePatched()
            .otherwise(RateLimits.Plan.OFF);

    public static final Setting<SteamOutcome> STEAM_OUTCOME = Setting.of(
                    "steam.outcome",
                    "accept, accept-at-once, decline, ignore, fail, escrow or revert",
                    "what users and Steam do with a deposit",
                    text -> oneOf(text, SteamOutcome.values()),
                    MerchantSettings::lower)
            .whichCanBePatched()
            .otherwise(SteamOutcome.ACCEPT);

    /** Every setting there is, apart from the assumptions. */
    public static final List<Setting<?>> ALL = List.of(
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
            STEAM_OUTCOME);

    /** What holds unless it is set otherwise; credentials, seed and callback URL have no standard. */
    public static final MerchantSettings STANDARD = new MerchantSettings(Values.NONE, Assumptions.STANDARD);

    private final Values values;
    private final Assumptions assumptions;

    private MerchantSettings(Values values, Assumptions assumptions) {
        this.values = values;
        this.assumptions = assumptions;
    }

    /** The value in force, or null when there is none. */
    public <T> T get(Setting<T> setting) {
        return values.get(setting);
    }

    /** The value in force as text, or null when there is none. */
    public String text(Setting<?> setting) {
        return values.text(setting);
    }

    public Assumptions assumptions() {
        return assumptions;
    }

    /** These settings with one changed; null puts it back to its standard. */
    public <T> MerchantSettings with(Setting<T> setting, T value) {
        return new MerchantSettings(values.with(setting, value), assumptions);
    }

    /**
     * These settings with one changed, both as text; the name of an assumption begins with {@link #ASSUMPTIONS}.
     *
     * @throws InvalidSetting for an unknown name or a value that is not allowed
     */
    public MerchantSettings with(String name, String text) {
        if (name.startsWith(ASSUMPTIONS)) {
            try {
                return new MerchantSettings(values, assumptions.with(name.substring(ASSUMPTIONS.length()), text));
            } catch (IllegalArgumentException e) {
                throw new InvalidSetting(name, e.getMessage());
            }
        }
        return new MerchantSettings(values.withText(named(name), text), assumptions);
    }

    /**
     * These settings with one changed as it can be on a merchant that exists, both as text.
     *
     * @throws InvalidSetting for an unknown name, a setting that cannot be changed any more, or a value that is not allowed
     */
    public MerchantSettings patched(String name, String text) {
        if (!name.startsWith(ASSUMPTIONS)) {
            checkPatchable(named(name));
        }
        return with(name, text);
    }

    /** @throws InvalidSetting for a setting that cannot be changed on a merchant that exists, naming those that can */
    public static void checkPatchable(Setting<?> setting) {
        if (!setting.patchable()) {
            throw new InvalidSetting(
                    setting.name(),
                    setting.name() + " cannot be changed; changeable are "
                            + ALL.stream()
                                    .filter(Setting::patchable)
                                    .map(Setting::name)
                                    .collect(Collectors.joining(", "))
                            + ", assumptions");
        }
    }

    /**
     * These settings with one back at its standard.
     *
     * @throws InvalidSetting for an unknown name
     */
    public MerchantSettings without(String name) {
        if (name.equals("assumptions")) {
            return new MerchantSettings(values, Assumptions.STANDARD);
        }
        if (name.startsWith(ASSUMPTIONS)) {
            try {
                return new MerchantSettings(values, assumptions.without(name.substring(ASSUMPTIONS.length())));
            } catch (IllegalArgumentException e) {
                throw new InvalidSetting(name, e.getMessage());
            }
        }
        return new MerchantSettings(values.with(named(name), null), assumptions);
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
                .orElseThrow(() -> new InvalidSetting(
                        name,
                        "unknown setting '" + name + "'; known are "
                                + ALL.stream().map(Setting::name).collect(Collectors.joining(", "))
                                + ", assumptions"));
    }

    private static URI url(String text) {
        try {
            URI url = new URI(text).parseServerAuthority();
            boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (!http || url.getHost() == null || url.getRawFragment() != null || url.getPort() > 65535) {
                throw new IllegalArgumentException("not an http URL");
            }
            return url;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URL", e);
        }
    }

    private static String secretText(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("empty");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new InvalidSetting("apiSecret", "apiSecret: it contains half a surrogate pair");
        }
        if (text.indexOf('\uFFFD') >= 0) {
            throw new InvalidSetting(
                    "apiSecret",
                    "apiSecret: it arrived damaged (U+FFFD): somebody read it in an encoding that lacks its characters;"
                            + " on the command line put it in a UTF-8 file and"
                            + " use --api-secret-file, or set LC_ALL to a UTF-8 locale");
        }
        return text;
    }

    private static String matching(String text, String pattern, Predicate<String> also) {
        if (!text.matches(pattern) || !also.test(text)) {
            throw new IllegalArgumentException("does not match");
        }
        return text;
    }

    private static Duration duration(String text, Duration least, Duration most) {
        Duration duration = Durations.parse(text);
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            throw new IllegalArgumentException("out of range");
        }
        return duration;
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

    private static <E extends Enum<E>> E oneOf(String text, E[] values) {
        Function<E, String> spelling = MerchantSettings::lower;
        return Arrays.stream(values)
                .filter(value -> spelling.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not one of the values"));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
