package io.github.assetpaysim.contract.record;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in a recording in place of what was really there: the same for the same original, of the same form and, if it is text, at
 * least as long. They are counted, not worked out of the original, so that nobody can try originals. Used by one thread.
 */
final class Replacements {
    /** What Steam takes off an id to make the partner of a trade URL. */
    private static final long PARTNER_ZERO = 76561197960265728L;
    /** Behind the test users of the simulator. */
    private static final long FIRST_STEAM_ID = 76561199000100000L;

    private static final Pattern STEAM_ID = Pattern.compile("76561\\d{12}");
    private static final Pattern TRADE_URL = Pattern.compile(
            "https://steamcommunity\\.com/tradeoffer/new/\\?partner=([1-9]\\d{0,9})&token=([A-Za-z0-9_-]{8})");
    private static final Pattern UUID =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{32,128}");
    private static final Pattern COLOR = Pattern.compile("#[0-9A-Fa-f]{6}");
    private static final Pattern FRACTION = Pattern.compile("0\\.\\d{3,20}");
    private static final Pattern URL = Pattern.compile("(?i)https?://.*");

    private static final int MOST_LENGTH = 2_000;

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<BigDecimal, BigDecimal> numbers = new HashMap<>();

    static boolean isSteamId(String text) {
        return STEAM_ID.matcher(text).matches();
    }

    /** Sets what an original becomes. */
    void set(String original, String replacement) {
        texts.put(original, replacement);
    }

    /** @param keys API keys, which become keys of the documented form */
    Replacements(Set<String> keys) {
        keys.forEach(key -> texts.put(key, "ap_recorded_" + (texts.size() + 1)));
    }

    /** Null when it has none yet. */
    String known(String original) {
        return texts.get(original);
    }

    String text(String original) {
        String known = texts.get(original);
        if (known != null) {
            return known;
        }
        Matcher tradeUrl = TRADE_URL.matcher(original);
        // The two parts have replacements of their own, so that they fit whatever else names the same user.
        String made = tradeUrl.matches()
                ? tradeUrl(Long.parseLong(tradeUrl.group(1)), tradeUrl.group(2))
                : made(original, texts.size() + 1);
        texts.put(original, made);
        return made;
    }

    private String tradeUrl(long partner, String token) {
        long steamId = Long.parseLong(text(String.valueOf(partner + PARTNER_ZERO)));
        return "https://steamcommunity.com/tradeoffer/new/?partner=" + (steamId - PARTNER_ZERO) + "&token="
                + text(token);
    }

    private static String made(String original, int number) {
        if (isSteamId(original)) {
            return String.valueOf(FIRST_STEAM_ID + number);
        }
        if (UUID.matcher(original).matches()) {
            return String.format(Locale.ROOT, "00000000-0000-4000-8000-%012d", number);
        }
        if (HEX.matcher(original).matches()) {
            return String.format(Locale.ROOT, "%0" + original.length() + "x", number);
        }
        if (COLOR.matcher(original).matches()) {
            return String.format(Locale.ROOT, "#%06X", number);
        }
        if (FRACTION.matcher(original).matches()) {
            return "0." + String.format(Locale.ROOT, "%0" + (original.length() - 2) + "d", number);
        }
        if (URL.matcher(original).matches()) {
            return "https://recorded.example/" + number;
        }
        String text = "t" + number + "-";
        return text + "x".repeat(Math.max(0, Math.min(original.length(), MOST_LENGTH) - text.length()));
    }

    /** The replacement of a member's or parameter's name. */
    String name(String original) {
        return names.computeIfAbsent(original, none -> "member" + (names.size() + 1));
    }

    BigDecimal number(BigDecimal original) {
        return numbers.computeIfAbsent(original, none -> {
            BigDecimal number = BigDecimal.valueOf(1_000_000_000L + numbers.size());
            return original.scale() > 0 ? number.movePointLeft(9) : number;
        });
    }
}
