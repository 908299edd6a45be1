package io.github.assetpaysim.simulator.endpoint;

import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.http.ErrorStyle;
import io.github.assetpaysim.simulator.merchant.Merchants;
import io.github.assetpaysim.simulator.requestlog.RecordedRequest;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.javalin.http.Context;
import java.util.List;

/** What one dialect's API has of its own; {@link Endpoints} does the rest, the same for all. Implementations are thread-safe. */
public interface DialectApi {
    /** The dialect that its trades and callbacks are told in. */
    Dialect dialect();

    List<Endpoint> endpoints();

    /** The envelope of an answer that is no error. */
    Object success(String requestId, Object data);

    ErrorStyle errors();

    /** How the journal of requests names an error. */
    RecordedRequest.Error named(Refusal.Code code);

    /** A sentence or two about the mistake that may lie behind a refused request, or null. */
    default String hint(Context ctx, Refusal refusal, Merchants merchants) {
        return null;
    }

    /** What to tell about a request that succeeded although a part of it was ignored, or null. */
    default String ignored(String operation, RecordedRequest recorded) {
        return null;
    }
}
