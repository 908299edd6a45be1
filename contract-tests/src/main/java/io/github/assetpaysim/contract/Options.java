package io.github.assetpaysim.contract;

import io.github.assetpaysim.contract.http.HttpUrl;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a run is told, by system properties that begin with {@value #PREFIX}.
 *
 * @param target base URL of the API, or null
 * @param apiKey of a merchant at a host that is no simulator, or null
 * @param apiSecret of the same merchant, or null
 * @param user for whom to trade at such a host, or null
 * @param controlToken what a simulator that is bound beyond its machine asks for, or null
 * @param mayCreateTrades whether trades may be created at a host that is no simulator
 */
public record Options(
        HttpUrl target, String apiKey, String apiSecret, SteamUser user, String controlToken, boolean mayCreateTrades) {
    static final String PREFIX = "assetpay.";
    static final List<String> NAMES =
            List.of("target", "apiKey", "apiSecret", "steamId", "tradeUrl", "controlToken", "allow");
    private static final String CREATES_TRADE = "creates-trade";

    /**
     * Reads options.
     *
     * @param given values by name, the names without prefix
     * @throws UnusableTarget for an unknown name or a value that is not allowed
     */
    static Options of(Map<String, String> given) {
        given.forEach((name, value) -> {
            if (!NAMES.contains(name)) {
                throw new UnusableTarget("There is no option -D" + PREFIX + name + "; there are "
                        + NAMES.stream().map(known -> "-D" + PREFIX + known).collect(Collectors.joining(", ")) + ".");
            }
            if (value.isBlank()) {
                throw new UnusableTarget("-D" + PREFIX + name + " is empty: give it a value or leave it out.");
            }
        });
        try {
            InvisibleEnds.checkedSecret(given.get("apiSecret"), "-D" + PREFIX + "apiSecret");
            InvisibleEnds.checkedKey(given.get("apiKey"), "-D" + PREFIX + "apiKey");
            InvisibleEnds.checkedKey(given.get("controlToken"), "-D" + PREFIX + "controlToken");
        } catch (IllegalArgumentException e) {
            throw new UnusableTarget(e.getMessage() + ".");
        }
        String allow = given.get("allow");
        if (allow != null && !allow.equals(CREATES_TRADE)) {
            throw new UnusableTarget("-Dassetpay.allow can only be " + CREATES_TRADE + ", not '" + allow + "'.");
        }
        String steamId = given.get("steamId");
        String tradeUrl = given.get("tradeUrl");
        if ((steamId == null) != (tradeUrl == null)) {
            throw new UnusableTarget("-Dassetpay.steamId and -Dassetpay.tradeUrl belong together: give both.");
        }
        return new Options(
                given.containsKey("target") ? target(given.get("target")) : null,
                given.get("apiKey"),
                given.get("apiSecret"),
                steamId == null ? null : new SteamUser(steamId, tradeUrl),
                given.get("controlToken"),
                allow != null);
    }

    private static HttpUrl target(String text) {
        try {
            return HttpUrl.target(text);
        } catch (IllegalArgumentException e) {
            throw new UnusableTarget("-Dassetpay.target: " + e.getMessage() + ".");
        }
    }

    Options withTarget(HttpUrl changed) {
        return new Options(changed, apiKey, apiSecret, user, controlToken, mayCreateTrades);
    }
}
