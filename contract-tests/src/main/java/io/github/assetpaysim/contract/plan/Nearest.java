package io.github.assetpaysim.contract.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds what somebody may have meant who wrote a word that does not exist. */
public final class Nearest {
    /** No known word is longer, and comparing takes as long as both texts multiplied. */
    private static final int LONGEST = 200;

    private Nearest() {}

    /** The known word that takes the fewest changes, upper and lower case being the same. */
    public static String to(String given, Collection<String> known) {
        String start = lower(given.length() <= LONGEST ? given : given.substring(0, LONGEST));
        return known.stream()
                .min(Comparator.comparingInt(each -> changes(start, lower(each))))
                .orElseThrow();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static int changes(String from, String to) {
        int[] before = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] now = new int[to.length() + 1];
            now[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int exchange = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(exchange, 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[to.length()];
    }
}
