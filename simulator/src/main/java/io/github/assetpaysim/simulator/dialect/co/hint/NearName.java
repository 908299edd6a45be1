package io.github.assetpaysim.simulator.dialect.co.hint;

import io.github.assetpaysim.simulator.setting.Spelling;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what was probably meant by a name that is nearly right: {@code clientSteamID}, {@code trade_url}, {@code pirce}. */
final class NearName {
    private static final Map<String, Set<String>> OTHER_WORDS = Map.of(
            "itemId", Set.of("id", "assetid", "listingid", "markethashname"),
            "reference", Set.of("ref", "offerreference", "offerid"),
            "q", Set.of("query", "search", "term", "name"),
            "search", Set.of("q", "query", "term", "name"),
            "tradeurl", Set.of("url", "clienttradeurl"));

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
                || Spelling.isWithin(mostMistakes(right), right, wrong);
    }

    private static int mostMistakes(String right) {
        return right.length() >= 8 ? 2 : right.length() > 1 ? 1 : 0;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }
}
