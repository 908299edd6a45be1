package io.github.assetpaysim.simulator.endpoint;

import io.github.assetpaysim.simulator.dialect.Operation;
import io.github.assetpaysim.simulator.dialect.Operation.Credential;
import io.github.assetpaysim.simulator.dialect.RateLimit;
import java.util.function.Function;

/**
 * An operation and what carries it out. Routes, names for faults, hints about paths and what web pages may call follow from it.
 *
 * @param handler called when the caller is known and neither a fault nor a limit stops the request; it may throw a
 *     {@link io.github.assetpaysim.simulator.trade.Refusal}
 */
public record Endpoint(Operation operation, Function<Call, Answer> handler) {

    /**
     * An endpoint for merchants' backends.
     *
     * @param scope what the API key must be good for; null when any key will do
     */
    public static Endpoint withApiKey(
            String name, String method, String path, String scope, RateLimit limit, Function<Call, Answer> handler) {
        return new Endpoint(new Operation(name, method, path, Credential.API_KEY, scope, limit), handler);
    }

    /** An endpoint for one of a merchant's users. */
    public static Endpoint withToken(
            String name, String method, String path, RateLimit limit, Function<Call, Answer> handler) {
        return new Endpoint(new Operation(name, method, path, Credential.CLIENT_TOKEN, null, limit), handler);
    }
}
