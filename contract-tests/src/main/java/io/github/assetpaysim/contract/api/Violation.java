package io.github.assetpaysim.contract.api;

/**
 * A place where a document is not as its schema says.
 *
 * @param pointer to the member (RFC 6901), also to one that is missing
 * @param keyword of JSON Schema that it breaks, {@code required} for a missing one
 * @param expected in words
 * @param came the value as JSON, cut when it is long, or {@code nothing}
 */
record Violation(String pointer, String keyword, String expected, String came) {
    @Override
    public String toString() {
        return pointer + ": expected " + expected + ", came " + came;
    }
}
