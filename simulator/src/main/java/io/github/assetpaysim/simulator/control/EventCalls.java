package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.http.EventStream;
import io.github.assetpaysim.simulator.http.Query;
import io.github.assetpaysim.simulator.http.WebServer;
import io.github.assetpaysim.simulator.merchant.EventHistory;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.text.Words;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The part of the control API that tells what happens as it happens, one for each client. No thread waits meanwhile. */
final class EventCalls {
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    private final Merchant merchant;
    private final EventHistory history;
    private final EventStream stream;
    private final Duration longestSilence;
    private final Executor writers;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    /** The number of the last event that was sent. */
    private long position;

    private EventCalls(
            Merchant merchant, EventStream stream, long position, Duration longestSilence, Executor writers) {
        this.merchant = merchant;
        this.history = merchant.events();
        this.stream = stream;
        this.position = position;
        this.longestSilence = longestSilence;
        this.writers = writers;
    }

    static void events(Context ctx, Merchant merchant) {
        events(ctx, merchant, LONGEST_SILENCE);
    }

    /** @param longestSilence after which a comment shows that the stream lives */
    static void events(Context ctx, Merchant merchant, Duration longestSilence) {
        new Query(ctx).only();
        EventHistory history = merchant.events();
        // Before the head is sent: who has it may rely on being told of everything from then on.
        long now = history.last();
        String lastSeen = ctx.header("Last-Event-ID");
        OptionalLong known = lastSeen == null ? OptionalLong.of(now) : history.number(lastSeen);
        long position = known.orElse(now);
        EventStream.begin(ctx).ifPresent(stream -> {
            if (known.isPresent()) {
                stream.position(history.id(position));
            } else {
                stream.event(history.id(position), "missed", Collections.singletonMap("missed", null));
            }
            EventCalls call = new EventCalls(merchant, stream, position, longestSilence, WebServer.answering(ctx));
            ctx.future(() -> {
                call.send(false);
                return call.over;
            });
        });
    }

    private void awaitNext() {
        history.awaitAfter(position, longestSilence)
                // Only the end of the merchant cancels it.
                .whenCompleteAsync((found, ended) -> send(ended != null), writers);
    }

    private void send(boolean ended) {
        try {
            EventHistory.Newer newer = history.since(position);
            if (newer.missed() > 0) {
                position += newer.missed();
                stream.event(history.id(position), "missed", Map.of("missed", newer.missed()));
            }
            for (EventHistory.Event event : newer.events()) {
                position = event.number();
                tell(history.id(position), event.change());
                stream.flushWhenLarge();
            }
            if (ended) {
                stream.event(null, "end", Map.of());
            } else if (newer.events().isEmpty()) {
                stream.comment();
            }
            stream.flush();
            if (ended) {
                over.complete(null);
            } else {
                awaitNext();
            }
        } catch (IOException e) {
            // The client has gone.
            over.complete(null);
        } catch (RuntimeException e) {
            over.completeExceptionally(e);
        }
    }

    private void tell(String id, EventHistory.Change change) {
        if (change instanceof EventHistory.TradeChange step) {
            stream.event(id, "trade", Views.change(step.trade(), merchant));
        } else if (change instanceof EventHistory.CallbackChange callback) {
            stream.event(id, "callback", Views.change(callback.delivery(), callback.ended()));
        } else if (change instanceof EventHistory.Answered answered) {
            stream.event(id, "request", RequestViews.summary(answered.request()));
        } else {
            EventHistory.Part part = (EventHistory.Part) change;
            stream.event(id, Words.of(part), view(part));
        }
    }

    private Object view(EventHistory.Part part) {
        return switch (part) {
            case CLOCK -> ClockCalls.clock(merchant);
            case FAULTS -> FaultMembers.view(merchant.faults());
            case SETTINGS -> SettingMembers.view(merchant, false);
        };
    }
}
