package io.github.assetpaysim.simulator.support;

import io.github.assetpaysim.simulator.log.EventLog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Keeps what a simulator logs. */
public final class KeptLog implements EventLog {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Queue<Bug> bugs = new ConcurrentLinkedQueue<>();

    /** A mistake of the simulator's own; as a text with its stack trace. */
    public record Bug(String where, Throwable error) {
        @Override
        public String toString() {
            StringWriter text = new StringWriter();
            error.printStackTrace(new PrintWriter(text.append(where).append(": "), true));
            return text.toString();
        }
    }

    @Override
    public void line(String line) {
        lines.add(line);
    }

    @Override
    public void bug(String where, Throwable error) {
        bugs.add(new Bug(where, error));
    }

    /** In the order in which they came. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** In the order in which they came. */
    public List<Bug> bugs() {
        return List.copyOf(bugs);
    }

    /** The bugs that nobody has taken yet. */
    public List<Bug> takeBugs() {
        List<Bug> taken = new ArrayList<>();
        for (Bug bug = bugs.poll(); bug != null; bug = bugs.poll()) {
            taken.add(bug);
        }
        return taken;
    }

    /** Forgets the lines that came, not the bugs. */
    public void clearLines() {
        lines.clear();
    }
}
