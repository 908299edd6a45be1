package io.github.assetpaysim.simulator.dialect;

/** Says whether a callback is signed as a dialect signs, and if not, which mistake was made. Implementations are thread-safe. */
public interface Explainer {
    /**
     * Looks at one callback.
     *
     * @param text the callback's body as it arrived; or its payload, or its trade alone
     * @param key the key to check; null for the one in the text
     * @param secret the API secret, at least one character
     * @throws UnreadableCallback when there is nothing to check, saying why
     */
    Explanation explain(String text, String key, String secret);
}
