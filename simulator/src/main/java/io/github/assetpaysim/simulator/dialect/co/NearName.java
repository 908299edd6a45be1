package io.github.assetpaysim.simulator.dialect.co;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what was probably meant by a name that is nearly right: {@code clientSteamID}, {@code trade_url}, {@code pirce}. */
final class NearName {
    private static final Map<String, Set<String>> OTHER_WORDS =
            Map.of("itemId", Set.of("id", "assetid"), "reference", Set.of("ref", "offerreference", "offerid"));

    private NearName() {}

    /** The first of the given names that is not known and probably means {@code wanted}. */
    static Optional<String> of(String wanted, Iterable<String> given, Collection<String> known) {
        for (String name : given) {
            if (!known.contains(name) && isNear(wanted, name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private static boolean isNear(String wanted, String given) {
        String right = plain(wanted);
        String wrong = plain(given);
        return wrong.equals(right)
                || OTHER_WORDS.getOrDefault(wanted, Set.of()).contains(wrong)
                || wrong.length() >= 5 && right.endsWith(wrong)
                || distance(right, wrong) <= mostMistakes(right);
    }

    private static int mostMistakes(String right) {
        return right.length() >= 8 ? 2 : 1;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** How many letters must be put in, left out or changed to make one of the other; 99 for lengths far apart. */
    static int distance(String one, String other) {
        if (Math.abs(one.length() - other.length()) > 3) {
            return 99;
        }
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
