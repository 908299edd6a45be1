package io.github.assetpaysim.simulator.dialect;

import java.util.List;

/**
 * What was found out about a callback's signature.
 *
 * @param canonical the text that is signed
 * @param expectedKey the key that the text has under the secret
 * @param givenKey the key that was checked; null when there was none
 * @param mistake what gives the given key; null when it is right, or nothing that was tried gives it
 * @param notes sentences: what else is worth knowing, and what to do next
 */
public record Explanation(
        boolean verifies, String canonical, String expectedKey, String givenKey, Mistake mistake, List<String> notes) {

    /**
     * One way to sign wrongly, or several together.
     *
     * @param name in kebab case and stable; several are joined by {@code +}
     * @param explanation what was done
     * @param fix what to do instead
     */
    public record Mistake(String name, String explanation, String fix) {}
}
