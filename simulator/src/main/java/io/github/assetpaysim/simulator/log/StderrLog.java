package io.github.assetpaysim.simulator.log;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Writes to standard error, from a thread of its own. Thread-safe: callers only put lines into a queue; when it is full they
 * wait, because no line may be lost.
 */
public final class StderrLog implements EventLog, AutoCloseable {
    private static final int MOST_WAITING = 10_000;
    private static final String END = new String("end");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final BlockingQueue<String> queue = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Thread writer = new Thread(this::write, "assetpay-log");
    private final InstantSource wall;
    private final boolean quiet;

    /** @param quiet whether to say nothing but bugs */
    public StderrLog(InstantSource wall, boolean quiet) {
        this.wall = wall;
        this.quiet = quiet;
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public void line(String line) {
        if (!quiet) {
            put(stamp() + " " + visible(line));
        }
    }

    @Override
    public void bug(String where, Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        put(stamp() + " BUG in " + visible(where) + ", please report it\n"
                + text.toString().stripTrailing());
    }

    private String stamp() {
        return TIME.format(LocalTime.ofInstant(wall.instant(), ZoneId.systemDefault()));
    }

    /** What clients sent may stand in a line; it must not forge lines or drive the terminal. */
    private static String visible(String line) {
        StringBuilder safe = null;
        for (int i = 0; i < line.length(); i++) {
            if (Character.isISOControl(line.charAt(i))) {
                safe = safe == null ? new StringBuilder(line) : safe;
                safe.setCharAt(i, '?');
            }
        }
        return safe == null ? line : safe.toString();
    }

    private void put(String line) {
        try {
            queue.put(line);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try (BufferedWriter out = new BufferedWriter(
                new OutputStreamWriter(new FileOutputStream(FileDescriptor.err), StandardCharsets.UTF_8))) {
            for (String line = queue.take(); line != END; line = queue.take()) {
                out.write(line);
                out.write('\n');
                if (queue.isEmpty()) {
                    out.flush();
                }
            }
        } catch (IOException | InterruptedException e) {
            // Nobody reads standard error any more; callers must not wait for it.
            queue.clear();
        }
    }

    /** Writes what is still waiting. */
    @Override
    public void close() {
        put(END);
        try {
            writer.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
