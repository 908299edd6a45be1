package io.github.assetpaysim.simulator.trade;

import java.time.Duration;

/** What is refused, with a code that says why. Anything else that is thrown is a bug. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Why something is refused. The core's codes are {@link Reason}s; the HTTP layer and each dialect have codes of their own, which
     * may carry more than a name. A dialect finds the row of its error table that goes with any of them.
     */
    public interface Code {
        /** Names the code in logs. */
        String name();
    }

    /** Why the core refuses, in no dialect's words or numbers. */
    public enum Reason implements Code {
        MISSING_API_KEY,
        INVALID_API_KEY,
        MISSING_TOKEN,
        INVALID_TOKEN,
        EXPIRED_TOKEN,
        RATE_LIMITED,
        SYSTEM_MAINTENANCE,
        INVENTORY_PRIVATE,
        STEAM_UNAVAILABLE,
        EXTERNAL_ID_EXISTS,
        INVALID_TRADEURL,
        USER_NOT_TRADEABLE,
        DEPOSIT_IN_PROGRESS,
        TOO_MANY_ACTIVE_TRADES,
        ITEMS_UNAVAILABLE,
        ITEMS_NOT_ACCEPTED,
        INSUFFICIENT_ITEM_AMOUNT,
        EXCEEDS_MAX_AMOUNT,
        NO_OFFER_FOUND,
        PRICE_CHANGED,
        LISTING_NOT_FOUND,
        LISTING_PRICE_INVALID,
        MERCHANT_BALANCE_LOW
    }

    private final transient Code code;
    private final transient Duration retryAfter;

    /** A refusal whose {@code message} says what was wrong and what was expected. */
    public Refusal(Code code, String message) {
        this(code, message, null);
    }

    /** A refusal that ends by itself after {@code retryAfter}. */
    public Refusal(Code code, String message, Duration retryAfter) {
        // An answer, not a failure: nobody reads its stack trace, and filling it in costs.
        super(message, null, false, false);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /** This refusal with a sentence more. */
    public Refusal with(String sentence) {
        return new Refusal(code, getMessage() + ". " + sentence, retryAfter);
    }

    public Code code() {
        return code;
    }

    /** After which real time to try again, or null when that would not help. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
