package io.github.assetpaysim.contract.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a check writes down while it looks. Thread-safe: all under one monitor. */
public final class Notes {
    private final List<String> lines = new ArrayList<>();
    private final Map<String, SentCallback> callbacks = new LinkedHashMap<>();
    private String repeat;
    private String see;

    /** Writes down one thing that happened. */
    public synchronized void line(String line) {
        lines.add(line);
    }

    /** Writes down a callback; a later note about the same one replaces it. */
    public synchronized void callback(SentCallback callback) {
        callbacks.put(callback.id(), callback);
    }

    /** Says which callback shows the violation when it is sent again. */
    public synchronized void repeat(SentCallback callback) {
        callback(callback);
        repeat = callback.id();
    }

    /** Says which evidence, shared with other checks, is looked at. */
    public synchronized void see(String name) {
        see = name;
    }

    /** Everything so far. */
    public synchronized Evidence evidence() {
        return new Evidence(see, List.copyOf(lines), List.copyOf(callbacks.values()), callbacks.get(repeat));
    }
}
