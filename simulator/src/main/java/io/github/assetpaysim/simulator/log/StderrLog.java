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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes to standard error, from a thread of its own. Thread-safe: callers only put lines into a queue and never wait. When nobody
 * reads standard error the queue fills up; then lines are dropped, and the next one written says how many.
 */
public final class StderrLog implements EventLog, AutoCloseable {
    private static final int MOST_WAITING = 10_000;
    private static final String END = new String("end");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final BlockingQueue<String> queue = new LinkedBlockingQueue<>(MOST_WAITING);
    private final AtomicLong lost = new AtomicLong();
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
        if (!queue.offer(line)) {
            lost.incrementAndGet();
        }
    }

    private void write() {
        try (BufferedWriter out = new BufferedWriter(
                new OutputStreamWriter(new FileOutputStream(FileDescriptor.err), StandardCharsets.UTF_8))) {
            for (String line = queue.take(); ; line = queue.take()) {
                long missing = lost.getAndSet(0);
                if (missing > 0) {
                    out.write("(" + missing + " lines lost: standard error was not read)\n");
                }
                if (line == END) {
                    return;
                }
                out.write(line);
                out.write('\n');
                if (queue.isEmpty()) {
                    out.flush();
                }
            }
        } catch (IOException | InterruptedException e) {
            // Nobody reads standard error any more; from now on the queue fills up and lines are dropped.
            return;
        }
    }

    /** Writes what is still waiting, if somebody reads it within a second. */
    @Override
    public void close() {
        try {
            if (writer.isAlive() && queue.offer(END, 1, TimeUnit.SECONDS)) {
                writer.join(1000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
