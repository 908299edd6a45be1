package io.github.assetpaysim.simulator.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.http.StrictJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Reads a stream of server-sent events as a browser does. */
public final class EventReader implements AutoCloseable {
    /** What waits in vain for an event fails then; interrupting it would not end it. */
    private static final int PATIENCE_SECONDS = 45;

    private final HttpResponse<InputStream> answer;
    private final BufferedReader lines;
    private String firstId;
    private String lastId;
    private int comments;

    /**
     * One event.
     *
     * @param id of the latest event that has one
     */
    public record Event(String id, String name, JsonNode data) {
        /** What follows the last hyphen of the id. */
        public long number() {
            return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
        }
    }

    private EventReader(HttpResponse<InputStream> answer) {
        this.answer = answer;
        CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS).execute(this::close);
        this.lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /** Opens a stream; its head has come when this returns. {@code headers} are name, value, name, value. */
    public static EventReader open(URI url, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new EventReader(HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<?> answer() {
        return answer;
    }

    /** The next event, for which this waits; empty when the stream has ended. */
    public Optional<Event> next() {
        String name = null;
        String data = null;
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    lastId = line.substring(4);
                    firstId = firstId == null ? lastId : firstId;
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.equals(":")) {
                    comments++;
                } else if (line.isEmpty() && data != null) {
                    return Optional.of(new Event(lastId, name, StrictJson.MAPPER.readTree(data)));
                } else if (!line.isEmpty()) {
                    throw new AssertionError("a line that is none of an event: " + line);
                }
            }
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new AssertionError(data, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All events up to the first such one, which is the last. */
    public List<Event> until(Predicate<Event> such) {
        List<Event> events = new ArrayList<>();
        do {
            events.add(next().orElseThrow(() -> new AssertionError("the stream ended after " + events)));
        } while (!such.test(events.get(events.size() - 1)));
        return events;
    }

    /** As above, for the first event of a name. */
    public Event first(String name) {
        List<Event> events = until(event -> event.name().equals(name));
        return events.get(events.size() - 1);
    }

    /** The id from which to go on before there has been an event. */
    public String firstId() {
        return firstId;
    }

    /** The id from which to go on. */
    public String lastId() {
        return lastId;
    }

    /** How many comments have been skipped. */
    public int comments() {
        return comments;
    }

    @Override
    public void close() {
        try {
            answer.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
