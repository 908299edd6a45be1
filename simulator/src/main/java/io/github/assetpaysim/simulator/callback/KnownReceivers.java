package io.github.assetpaysim.simulator.callback;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which receivers speak HTTP/1.0, as the servers that come with some languages do. They close the connection after each answer
 * without saying so, and the JDK's client would send the next callback into it. So the first letter to a receiver goes over a
 * plain socket, which shows the version. Thread-safe: one concurrent map, changed in single steps.
 */
final class KnownReceivers {
    private static final int MOST = 10_000;

    private enum Version {
        /** The first letter is under way; the others meanwhile go as if to a modern one. */
        ASKED,
        OLD,
        MODERN
    }

    private final Map<String, Version> versions = new ConcurrentHashMap<>();

    /** Whether the next letter should go over a plain socket; if so, {@link #answered} or {@link #failed} must follow. */
    boolean needSocket(URI to) {
        if (versions.size() > MOST) {
            versions.clear();
        }
        Version known = versions.putIfAbsent(to.getRawAuthority(), Version.ASKED);
        return known == null || known == Version.OLD;
    }

    void answered(URI to, boolean modern) {
        versions.put(to.getRawAuthority(), modern ? Version.MODERN : Version.OLD);
    }

    /** Another server may listen there the next time. */
    void failed(URI to) {
        versions.remove(to.getRawAuthority());
    }
}
