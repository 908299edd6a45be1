package io.github.assetpaysim.simulator.endpoint;

import io.github.assetpaysim.simulator.http.Body;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.http.Query;
import io.github.assetpaysim.simulator.http.WebServer;
import io.github.assetpaysim.simulator.merchant.EndUserClaims;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.javalin.http.Context;
import java.time.Instant;

/**
 * A request whose sender is known, as the handler of an {@link Endpoint} sees it.
 *
 * @param client whom the client token speaks for; null where an API key opened the endpoint
 * @param now the wall time of the request
 */
public record Call(Context ctx, Merchant merchant, EndUserClaims client, Instant now) {
    /**
     * The body, a JSON object.
     *
     * @throws io.github.assetpaysim.simulator.trade.Refusal when it is none
     */
    public Fields body() {
        return Body.json(ctx);
    }

    /**
     * The query.
     *
     * @throws io.github.assetpaysim.simulator.trade.Refusal when it cannot be decoded
     */
    public Query query() {
        return new Query(ctx);
    }

    /** Runs {@code action} once when the answer has been written completely, or the exchange has failed. */
    public void afterAnswer(Runnable action) {
        WebServer.afterAnswer(ctx, action);
    }
}
