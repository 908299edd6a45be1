package io.github.assetpaysim.simulator.dialect;

/**
 * Something a letter says, or how it says it, otherwise than AssetPay would. The dialect renders it; edits of a letter are applied
 * in the order of {@link What}, whatever order they were planned in.
 *
 * @param with what the edit needs to know, in the words of its kind; null for kinds that need nothing
 */
public record Edit(What what, String with) implements Comparable<Edit> {

    /** What is different. First what is signed, then the signature, then what the signature does not cover. */
    public enum What {
        /** Members that no documentation has, in the trade, its items and around it; signed. */
        UNKNOWN_MEMBERS,
        /** A status that no documentation has; signed. */
        UNKNOWN_STATUS,
        /** As many items as {@code with} says, the added ones for nothing; signed. */
        MANY_ITEMS,
        /** Signed with another secret. */
        WRONG_SECRET,
        NO_KEY,
        /** A key that is no key: one digit too short. */
        MALFORMED_KEY,
        UPPER_CASE_KEY,
        /** Another price, {@code with}, under the signature of the true one. */
        TAMPERED_PRICE,
        /** Another status, {@code with} or one that is worth something, under the signature of the true one. */
        TAMPERED_STATUS,
        /** Another user, {@code with}, under the signature of the true one. */
        TAMPERED_STEAM_ID,
        /** The event {@code with}; it is not signed where AssetPay does not sign it. */
        OTHER_EVENT,
        /** Members in another order; the same values. */
        KEY_ORDER,
        /** Line breaks and indentation; the same values. */
        WHITE_SPACE,
        /** {@code 10.750} for {@code 10.75}; the same values. */
        NUMBER_FORM,
        /** Escapes for everything beyond ASCII and for slashes; the same values. */
        ESCAPED_UNICODE,
        /** No JSON any more: the end is missing. */
        MALFORMED_JSON,
        EMPTY_BODY,
        /** The content type {@code with}. */
        CONTENT_TYPE;

        /** Whether the signature covers it. */
        public boolean isSigned() {
            return compareTo(WRONG_SECRET) <= 0;
        }
    }

    /** An edit that needs to know nothing more. */
    public static Edit of(What what) {
        return new Edit(what, null);
    }

    @Override
    public int compareTo(Edit other) {
        return what.compareTo(other.what);
    }
}
