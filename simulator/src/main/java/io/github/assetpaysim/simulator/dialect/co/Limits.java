package io.github.assetpaysim.simulator.dialect.co;

import io.github.assetpaysim.simulator.dialect.RateLimit;

/** The dialect's rate limits (A10), complete. */
final class Limits {
    static final RateLimit AUTHENTICATION = RateLimit.perHour("client authentication", 1_000_000, 100);
    static final RateLimit INVENTORY = RateLimit.perMinute("inventory", 1_000, 10);
    static final RateLimit MARKET = RateLimit.perMinute("market", 2_000, 20);
    static final RateLimit TRADING = RateLimit.perMinute("deposit and withdraw", 500, 5);
    static final RateLimit HISTORY = RateLimit.perMinute("trade history", 3_000, 30);
    static final RateLimit TRADE_URL_CHECK = RateLimit.perHour("trade URL check", 100_000, 100);
    static final RateLimit PRICES = RateLimit.perHour("prices", 1_000, 100);

    private Limits() {}
}
