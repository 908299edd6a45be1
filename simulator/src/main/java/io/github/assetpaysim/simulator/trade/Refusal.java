package io.github.assetpaysim.simulator.trade;

import java.time.Duration;

/** What AssetPay would refuse, with the reason it would give. Anything else that is thrown is a bug. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why, in no dialect's numbers. Complete as A9 is, including what no endpoint refuses yet. */
    public enum Reason {
        EXTERNAL_ID_EXISTS,
        MISSING_ITEMS,
        INVENTORY_FETCH_FAILED,
        NO_OFFER_FOUND,
        TRADE_OFFER_FAILED,
        TOO_MANY_ACTIVE_TRADES,
        USER_NOT_TRADEABLE,
        TOO_MANY_ITEMS,
        ITEMS_UNAVAILABLE,
        ITEMS_NOT_ACCEPTED,
        PRICE_CHANGED,
        MERCHANT_BALANCE_LOW,
        INVALID_TRADEURL,
        LISTING_NOT_FOUND,
        LISTING_PRICE_INVALID,
        INVALID_LISTING_ID,
        DATABASE_ERROR,
        INSUFFICIENT_ITEM_AMOUNT,
        EXCEEDS_MAX_AMOUNT,
        DEPOSIT_IN_PROGRESS,
        SERVER_ERROR,
        VALIDATION_FAILED,
        BODY_TOO_LARGE,
        UNSUPPORTED_MEDIA_TYPE,
        UNAUTHORIZED,
        FORBIDDEN,
        NOT_FOUND,
        METHOD_NOT_ALLOWED,
        CONFLICT,
        UNPROCESSABLE,
        RATE_LIMITED,
        SERVICE_UNAVAILABLE,
        SYSTEM_MAINTENANCE,
        MISSING_API_KEY,
        INVALID_API_KEY;

        /** Whether it is a matter of HTTP that no row of the error table has to itself. */
        public boolean isOfHttpAlone() {
            return this == BODY_TOO_LARGE || this == UNSUPPORTED_MEDIA_TYPE || this == METHOD_NOT_ALLOWED;
        }
    }

    private final Reason reason;
    private final transient Duration retryAfter;

    /** A refusal whose {@code message} says what was wrong and what was expected. */
    public Refusal(Reason reason, String message) {
        this(reason, message, null);
    }

    /** A refusal that ends by itself after {@code retryAfter}. */
    public Refusal(Reason reason, String message, Duration retryAfter) {
        // An answer, not a failure: nobody reads its stack trace, and filling it in costs.
        super(message, null, false, false);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** This refusal with a sentence more. */
    public Refusal with(String sentence) {
        return new Refusal(reason, getMessage() + ". " + sentence, retryAfter);
    }

    public Reason reason() {
        return reason;
    }

    /** After which real time to try again, or null when that would not help. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
