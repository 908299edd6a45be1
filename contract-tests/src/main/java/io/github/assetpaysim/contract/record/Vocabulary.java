package io.github.assetpaysim.contract.record;

import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.fixtures.Fixtures;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** What a recording keeps as it is: names and values of AssetPay's documented vocabulary. Everything else is replaced. */
final class Vocabulary {
    /** Members of bodies, tokens and callbacks (A2 to A7). */
    static final Set<String> MEMBERS = words("""
            requestId success data error code key message fields details token
            clientSteamId clientTradeUrl clientId clientData totalWager kycLevel fiatDeposits cryptoDeposits
            inventory count updatedAt collateral items itemId amount trades listings prices suggestions
            tradeurl forceRefresh state steamid canTrade reason escrowDays probation
            payload trade event timestamp
            id type status game externalId externalClientUserId merchantId clientUserId clientSteamID
            totalPrice preCredit pendingCredit isInstant holdEndDate createdAt
            offerID merchant provider revertedBy botInfo readyAt
            name marketHashName iconUrl appid contextid tradable accepted marketPrice offer price reference maxAmount delivery
            exterior wear rarity rarityColor itemType color paintSeed stickers slot charm market purchaseStatus
            alg typ userId client steamID tradeUrl iat exp nbf
            """);

    static final Set<String> PARAMETERS =
            words("game refresh search sort minPrice maxPrice page perPage q itemId delivery type limit");
    static final Set<String> NUMERIC_PARAMETERS = words("game minPrice maxPrice page perPage limit");

    static final Set<String> HEADERS = words("""
            content-type accept api-key authorization x-request-id retry-after www-authenticate allow location origin vary cache-control
            access-control-allow-origin access-control-allow-methods access-control-allow-headers access-control-allow-credentials
            access-control-max-age access-control-expose-headers access-control-request-method access-control-request-headers
            """);

    /** Those of which each part between commas stands for itself. */
    static final Set<String> LISTS = words("""
            accept retry-after allow vary cache-control
            access-control-allow-origin access-control-allow-methods access-control-allow-headers access-control-allow-credentials
            access-control-max-age access-control-expose-headers access-control-request-method access-control-request-headers
            """);

    private static final Set<String> LIST_WORDS = words(
            "* */* true get post put patch delete options head no-store no-cache private public max-age=0 application/json null");

    private static final Set<String> VALUES = values();

    private Vocabulary() {}

    private static Set<String> words(String text) {
        return new HashSet<>(Arrays.asList(text.trim().split("\\s+")));
    }

    private static Set<String> values() {
        Set<String> values = words("""
                INITIATED PENDING ACTIVE HOLD ESCROW COMPLETED FAILED CANCELED DECLINED REVERTED DEPOSIT WITHDRAW
                730 252490 normal auto popularity price_asc price_desc true false HS256 HS384 HS512 RS256 none JWT
                """);
        Json.parse(Fixtures.bytes("errors/co-errors.json"))
                .forEach(row -> values.add(row.required("key").textValue()));
        return values;
    }

    static boolean hasValue(String text) {
        return VALUES.contains(text);
    }

    /** @param text in lower case */
    static boolean hasListWord(String text) {
        return LIST_WORDS.contains(text) || HEADERS.contains(text);
    }
}
