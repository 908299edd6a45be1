package io.github.assetpaysim.simulator.dialect.co.hint;

import io.github.assetpaysim.simulator.dialect.Operation;
import io.github.assetpaysim.simulator.setting.Spelling;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What may have been meant by a path that does not exist. */
final class Paths {
    /** Documented too (A11). */
    private static final String SOCKET = "/socket.io";

    /** What only the other dialect has (B3). */
    private static final Pattern OF_ASSETPAY_GG =
            Pattern.compile("/secure/(inventory|sell|buy|market|trades|crypto)(/.*)?|/v1/(wallets|ledger)/.*"
                    + "|/client/(crypto|verification)/.*|/client/trading/withdraw/.+|/health");

    private static final Pattern PREFIX = Pattern.compile("(/api|/v\\d{1,2})+(?=/)");
    private static final int MOST_MISTAKES = 3;

    private Paths() {}

    /** A sentence about a path that is none of the known ones; or null. */
    static String hint(String path, Map<String, Operation> known) {
        if (path.equals(SOCKET)) {
            return "AssetPay documents " + path + ", but the simulator does not have it yet.";
        }
        if (OF_ASSETPAY_GG.matcher(path).matches()) {
            return "This path belongs to the API of assetpay.gg; the simulator speaks the one documented at docs.assetpay.co.";
        }
        var prefix = PREFIX.matcher(path);
        if (prefix.lookingAt()) {
            String bare = path.substring(prefix.end());
            if (known.containsKey(bare) || bare.equals(SOCKET)) {
                return "Leave " + prefix.group() + " out: the path is " + bare + ".";
            }
        }
        return known.keySet().stream()
                .sorted()
                .filter(each -> isNear(each, path.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(each -> "Perhaps " + known.get(each).method() + " " + each + " is meant.")
                .orElse(null);
    }

    private static boolean isNear(String known, String path) {
        return last(known).equals(last(path)) || Spelling.isWithin(MOST_MISTAKES, known, path);
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
