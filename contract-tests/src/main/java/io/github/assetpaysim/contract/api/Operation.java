package io.github.assetpaysim.contract.api;

import java.time.Duration;

/** What AssetPay can be asked (A4). */
enum Operation {
    AUTHENTICATE("POST", "/auth/authenticate-client", Limit.AUTHENTICATION),
    INVENTORY("GET", "/client/inventory", Limit.INVENTORY),
    MARKET("GET", "/client/market", Limit.MARKET),
    SUGGESTIONS("GET", "/client/market/suggestions", Limit.MARKET),
    LISTINGS("GET", "/client/market/item", Limit.MARKET),
    DEPOSIT("POST", "/client/trading/deposit", Limit.TRADING),
    WITHDRAW("POST", "/client/trading/withdraw", Limit.TRADING),
    TRADES("GET", "/client/trades", Limit.HISTORY),
    CHECK_TRADE_URL("POST", "/secure/check-tradeurl", Limit.TRADE_URL),
    PRICES("GET", "/secure/prices", Limit.PRICES);

    private final String method;
    private final String path;
    private final Limit limit;

    Operation(String method, String path, Limit limit) {
        this.method = method;
        this.path = path;
        this.limit = limit;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    /** The limit that it counts for. */
    Limit limit() {
        return limit;
    }

    /** Whether it takes a client token; otherwise it takes the API key. */
    boolean isClients() {
        return path.startsWith("/client/");
    }

    /** A group of operations that share a rate limit, and what an unverified merchant may ask (A10). */
    enum Limit {
        AUTHENTICATION(100, Duration.ofHours(1), 1_000_000),
        INVENTORY(10, Duration.ofMinutes(1), 1_000),
        MARKET(20, Duration.ofMinutes(1), 2_000),
        TRADING(5, Duration.ofMinutes(1), 500),
        HISTORY(30, Duration.ofMinutes(1), 3_000),
        TRADE_URL(100, Duration.ofHours(1), 100_000),
        PRICES(100, Duration.ofHours(1), 1_000);

        private final int unverified;
        private final Duration window;
        private final int verified;

        Limit(int unverified, Duration window, int verified) {
            this.unverified = unverified;
            this.window = window;
            this.verified = verified;
        }

        /** Most requests within {@link #window} of a merchant that AssetPay has verified, or has not. */
        int most(boolean isVerified) {
            return isVerified ? verified : unverified;
        }

        Duration window() {
            return window;
        }
    }
}
