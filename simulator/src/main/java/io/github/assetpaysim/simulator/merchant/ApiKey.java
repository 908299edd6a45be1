package io.github.assetpaysim.simulator.merchant;

import java.util.Set;

/**
 * What opens the API for a merchant's backend (A1).
 *
 * @param number counts the merchant's keys, from 1, the one that it was made with
 * @param text what the {@code api-key} header carries
 * @param scopes what it is good for, in the dialect's words
 * @param revoked whether it opens nothing any more
 */
public record ApiKey(Merchant merchant, int number, String text, Set<String> scopes, boolean revoked) {
    public ApiKey {
        scopes = Set.copyOf(scopes);
    }

    /** Its name in the control API, the same for ever and no secret. */
    public String id() {
        return "key-" + number;
    }

    ApiKey asRevoked() {
        return new ApiKey(merchant, number, text, scopes, true);
    }

    /** Shows no secret, so that it may stand in a log. */
    @Override
    public String toString() {
        return id() + " of merchant " + merchant.id();
    }
}
