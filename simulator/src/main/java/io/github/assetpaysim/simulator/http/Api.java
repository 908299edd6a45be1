package io.github.assetpaysim.simulator.http;

import io.javalin.config.RoutesConfig;

/** A part of a {@link Surface}: its routes, and how errors below its prefix are worded. */
public interface Api {
    /** The path below which errors are this API's; the longest matching prefix wins. */
    String prefix();

    ErrorStyle errors();

    void addTo(RoutesConfig routes);

    /** Whether web pages of any origin may call this path. */
    default boolean isForPages(String path) {
        return false;
    }
}
