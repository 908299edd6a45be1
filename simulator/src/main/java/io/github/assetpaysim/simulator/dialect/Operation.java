package io.github.assetpaysim.simulator.dialect;

/**
 * One operation of a dialect's API.
 *
 * @param name by which faults call it
 * @param method of HTTP, in capitals
 * @param needs what a request for it has to show
 * @param scope what an API key must be good for that opens it; null when any is
 */
public record Operation(String name, String method, String path, Credential needs, String scope, RateLimit limit) {

    /** What opens an operation. */
    public enum Credential {
        /** The merchant's own key, which stays on its backend. */
        API_KEY,
        /** The token of one of its users, which web pages may hold. */
        CLIENT_TOKEN
    }

    /** Whether a request says whose it is before its body is read. */
    public boolean namesUser() {
        return needs == Credential.CLIENT_TOKEN;
    }
}
