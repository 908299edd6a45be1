package io.github.assetpaysim.simulator.log;

import io.github.assetpaysim.simulator.text.Quoted;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes to standard error, from a thread of its own. Thread-safe: callers only put lines into a queue and never wait. When nobody
 * reads standard error the queue fills up; then lines are dropped, and the next one written says how many.
 */
public final class StderrLog implements EventLog, AutoCloseable {
    private static final int MOST_WAITING = 10_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private final PrintWriter out =
            new PrintWriter(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
    private final AtomicLong lost = new AtomicLong();
    private final ThreadPoolExecutor writer = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            StderrLog::daemon,
            (line, full) -> lost.incrementAndGet());
    private final InstantSource wall;
    private final boolean quiet;

    /** @param quiet whether to say nothing but bugs */
    public StderrLog(InstantSource wall, boolean quiet) {
        this.wall = wall;
        this.quiet = quiet;
    }

    private static Thread daemon(Runnable writing) {
        Thread thread = new Thread(writing, "assetpay-log");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void line(String line) {
        if (!quiet) {
            put(Quoted.oneLine(line));
        }
    }

    @Override
    public boolean saysLines() {
        return !quiet;
    }

    @Override
    public void bug(String where, Throwable error) {
        if (FullHeap.is(error)) {
            put(Quoted.oneLine(where) + " failed: " + error + "; " + FullHeap.inWords());
            return;
        }
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        put("BUG in " + Quoted.oneLine(where) + ", please report it\n"
                + text.toString().stripTrailing());
    }

    private void put(String text) {
        String stamped = TIME.format(LocalTime.ofInstant(wall.instant(), ZoneId.systemDefault())) + " " + text;
        writer.execute(() -> write(stamped));
    }

    private void write(String line) {
        long missing = lost.getAndSet(0);
        if (missing > 0) {
            out.println("(" + missing + " lines lost: standard error was not read)");
        }
        out.println(line);
        if (writer.getQueue().isEmpty()) {
            out.flush();
        }
    }

    /** Writes what is still waiting, if somebody reads it within a second. */
    @Override
    public void close() {
        try {
            writer.shutdown();
            writer.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
