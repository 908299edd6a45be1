package io.github.assetpaysim.simulator.dialect.co;

import io.github.assetpaysim.simulator.setting.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What may have been meant by a path that does not exist. */
final class CoPaths {
    /** What there is, each with its method. */
    static final Map<String, String> KNOWN = Map.of(
            "/auth/authenticate-client", "POST",
            "/client/inventory", "GET",
            "/client/trading/deposit", "POST");

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

    private CoPaths() {}

    /** A sentence about the path, or null; {@code path} is none of {@link #KNOWN}. */
    static String hint(String path) {
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
            if (KNOWN.containsKey(bare) || DOCUMENTED.contains(bare)) {
                return "Leave " + prefix.group() + " out: the path is " + bare + ".";
            }
        }
        return KNOWN.keySet().stream()
                .sorted()
                .filter(known -> isNear(known, plain.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(known -> "Perhaps " + KNOWN.get(known) + " " + known + " is meant.")
                .orElse(null);
    }

    private static boolean isNear(String known, String path) {
        return last(known).equals(last(path)) || Spelling.isWithin(MOST_MISTAKES, known, path);
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
