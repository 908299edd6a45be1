package io.github.assetpaysim.simulator.http;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpMethod;

/** An answer that goes on: server-sent events, each with a JSON value. Used by one thread at a time. */
public final class EventStream {
    private static final String STREAM = "assetpay.eventStream";
    private static final int LARGE = 64 << 10;

    private final OutputStream out;
    private ByteArrayOutputStream pending = new ByteArrayOutputStream();

    private EventStream(OutputStream out) {
        this.out = out;
    }

    /** Begins an answer by sending its head; empty when that is all, because nobody wants more. */
    public static Optional<EventStream> begin(Context ctx) {
        ctx.attribute(STREAM, true);
        ctx.res().setContentType("text/event-stream");
        ctx.header("Cache-Control", "no-store").header("X-Accel-Buffering", "no");
        boolean headOnly =
                HttpMethod.HEAD.is(WebServer.methodAsSent(ServletContextRequest.getServletContextRequest(ctx.req())));
        try {
            ctx.res().flushBuffer();
            return headOnly
                    ? Optional.empty()
                    : Optional.of(new EventStream(ctx.res().getOutputStream()));
        } catch (IOException e) {
            // The client has gone.
            return Optional.empty();
        }
    }

    /** Whether a request was answered with such a stream. */
    static boolean is(Context ctx) {
        return ctx.attribute(STREAM) != null;
    }

    /** Tells from where to go on after a reconnection, without an event. */
    public EventStream position(String id) {
        return line("id: " + id).line("");
    }

    /** @param id null for an event from which nobody can go on */
    public EventStream event(String id, String name, Object value) {
        if (id != null) {
            line("id: " + id);
        }
        line("event: " + name);
        pending.writeBytes("data: ".getBytes(StandardCharsets.UTF_8));
        pending.writeBytes(StrictJson.write(value));
        return line("").line("");
    }

    /** What readers skip. */
    public EventStream comment() {
        return line(":").line("");
    }

    private EventStream line(String text) {
        pending.writeBytes((text + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /**
     * Sends what has been added; waits for a client that reads slowly.
     *
     * @throws IOException when the client has gone
     */
    public void flush() throws IOException {
        pending.writeTo(out);
        // A new one, as most streams are silent most of the time, and there may be hundreds.
        pending = new ByteArrayOutputStream();
        out.flush();
    }

    /**
     * As {@link #flush} when much has been added, so that what has happened in a long time is never in memory as a whole.
     *
     * @throws IOException when the client has gone
     */
    public void flushWhenLarge() throws IOException {
        if (pending.size() >= LARGE) {
            flush();
        }
    }
}
