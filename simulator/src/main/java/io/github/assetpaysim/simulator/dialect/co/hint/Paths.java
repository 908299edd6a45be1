package io.github.assetpaysim.simulator.dialect.co.hint;

import io.github.assetpaysim.simulator.setting.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What may have been meant by a path that does not exist. */
final class Paths {
    /** What is documented beside that (A4, A11). */
    private static final List<String> DOCUMENTED = List.of(
            "/client/market",
            "/client/market/suggestions",
            "/client/market/item",
            "/client/trading/withdraw",
            "/client/trades",
            "/secure/check-tradeurl",
            "/secure/prices",
            "/socket.io");

    /** What only the other dialect has (B3). */
    private static final Pattern OF_ASSETPAY_GG =
            Pattern.compile("/secure/(inventory|sell|buy|market|trades|crypto)(/.*)?|/v1/(wallets|ledger)/.*"
                    + "|/client/(crypto|verification)/.*|/client/trading/withdraw/.+|/health");

    private static final Pattern PREFIX = Pattern.compile("(/api|/v\\d{1,2})+(?=/)");
    private static final int MOST_MISTAKES = 3;

    private Paths() {}

    /** A sentence about a path that is none of the known ones, each of which has its method; or null. */
    static String hint(String path, Map<String, String> known) {
        String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (DOCUMENTED.contains(plain)) {
            return "AssetPay documents " + plain + ", but the simulator does not have it yet.";
        }
        if (OF_ASSETPAY_GG.matcher(plain).matches()) {
            return "This path belongs to the API of assetpay.gg; the simulator speaks the one documented at docs.assetpay.co.";
        }
        var prefix = PREFIX.matcher(plain);
        if (prefix.lookingAt()) {
            String bare = plain.substring(prefix.end());
            if (known.containsKey(bare) || DOCUMENTED.contains(bare)) {
                return "Leave " + prefix.group() + " out: the path is " + bare + ".";
            }
        }
        return known.keySet().stream()
                .sorted()
                .filter(each -> isNear(each, plain.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(each -> "Perhaps " + known.get(each) + " " + each + " is meant.")
                .orElse(null);
    }

    private static boolean isNear(String known, String path) {
        return last(known).equals(last(path)) || Spelling.isWithin(MOST_MISTAKES, known, path);
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
