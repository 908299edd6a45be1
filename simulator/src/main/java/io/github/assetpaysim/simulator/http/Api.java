package io.github.assetpaysim.simulator.http;

import io.github.assetpaysim.simulator.trade.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** A part of a {@link WebServer}: its routes, and how errors below its prefix are worded. */
public interface Api {
    /** The path below which errors are this API's; the last API of a server has what no other has. */
    String prefix();

    ErrorStyle errors();

    void addTo(RoutesConfig routes);

    /** A sentence or two to whoever sent a refused request about the mistake that may lie behind it, or null. */
    default String hint(Context ctx, Refusal refusal) {
        return null;
    }

    /**
     * Hears of each refused request, before it is answered.
     *
     * @param answer the answer's body
     * @param hint as above
     */
    default void refused(Context ctx, Refusal refusal, byte[] answer, String hint) {}

    /** Whether web pages of any origin may call this path. */
    default boolean isForPages(String path) {
        return false;
    }
}
