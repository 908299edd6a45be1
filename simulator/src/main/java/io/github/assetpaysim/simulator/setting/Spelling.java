package io.github.assetpaysim.simulator.setting;

import java.util.Collection;
import java.util.Comparator;

/** Finds what somebody may have meant who wrote a name that does not exist. */
public final class Spelling {
    /** No known name is longer, and comparing takes as long as both texts multiplied. */
    private static final int LONGEST = 200;

    private Spelling() {}

    /** The known name that takes the fewest changes. */
    public static String nearest(String given, Collection<String> known) {
        String start = given.length() <= LONGEST ? given : given.substring(0, LONGEST);
        return known.stream()
                .min(Comparator.comparingInt(each -> distance(start, each)))
                .orElseThrow();
    }

    /** Whether so many changes make one text of the other. */
    public static boolean isWithin(int changes, String one, String other) {
        return Math.abs(one.length() - other.length()) <= changes && distance(one, other) <= changes;
    }

    /** How many characters must be added, dropped or exchanged to make one text of the other. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int exchanged = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
