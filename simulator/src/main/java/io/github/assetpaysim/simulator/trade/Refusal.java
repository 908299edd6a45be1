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

        /** Whether trying again later helps, so that such a refusal says when. */
        default boolean endsByItself() {
            return false;
        }
    }

    /** Why the core refuses, in no dialect's words or numbers. */
    public enum Reason implements Code {
        MISSING_API_KEY,
        INVALID_API_KEY,
        MISSING_SCOPE,
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
        INVALID_LISTING_ID,
        LISTING_NOT_FOUND,
        LISTING_PRICE_INVALID,
        MERCHANT_BALANCE_LOW
    }

    /**
     * What is refused, for those who must not read the message.
     *
     * @param field the path of a member of the body, or the name of a parameter of the query; null when it is none
     * @param position which element of the order, from 0; −1 when it is none
     * @param itemId the id of an item, or null
     */
    public record Subject(String field, int position, String itemId) {
        /** A member or a parameter. */
        public static Subject field(String path) {
            return new Subject(path, -1, null);
        }

        /** An item of an order. */
        public static Subject item(int position, String itemId) {
            return new Subject(null, position, itemId);
        }
    }

    private final transient Code code;
    private final transient Duration retryAfter;
    private final transient Subject subject;
    private final String hint;

    /** A refusal whose {@code message} says what was wrong and what was expected. */
    public Refusal(Code code, String message) {
        this(code, message, null);
    }

    /** A refusal that ends by itself after {@code retryAfter}. */
    public Refusal(Code code, String message, Duration retryAfter) {
        this(code, message, retryAfter, null, null);
    }

    private Refusal(Code code, String message, Duration retryAfter, Subject subject, String hint) {
        // An answer, not a failure: nobody reads its stack trace, and filling it in costs.
        super(message, null, false, false);
        this.code = code;
        this.retryAfter = retryAfter;
        this.subject = subject;
        this.hint = hint;
    }

    /** This refusal with a sentence more. */
    public Refusal with(String sentence) {
        return new Refusal(code, getMessage() + ". " + sentence, retryAfter, subject, hint);
    }

    /** This refusal, known to be about {@code what}. */
    public Refusal about(Subject what) {
        return new Refusal(code, getMessage(), retryAfter, what, hint);
    }

    /** This refusal with a whole sentence about the mistake that may lie behind it; null for none. */
    public Refusal hinted(String sentence) {
        return new Refusal(code, getMessage(), retryAfter, subject, sentence);
    }

    /** What it is about, or null. */
    public Subject subject() {
        return subject;
    }

    /** Which mistake may lie behind it, in whole sentences, or null; not yet part of the message. */
    public String hint() {
        return hint;
    }

    public Code code() {
        return code;
    }

    /** After which real time to try again, or null when that would not help. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
