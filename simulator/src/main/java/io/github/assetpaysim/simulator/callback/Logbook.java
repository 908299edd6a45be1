package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.shipment.Shipment;
import java.util.function.Consumer;

/**
 * Says in one line each what becomes of a merchant's callbacks. Thread-safe: it keeps nothing, and the log takes lines from any
 * thread.
 */
final class Logbook {
    private final Consumer<String> log;

    Logbook(Consumer<String> log) {
        this.log = log;
    }

    /** What a shipment is called in lines and in labels of the timeline. */
    static String subject(Shipment shipment) {
        return "callback " + shipment.status() + " of trade " + shipment.trade().id();
    }

    /** No attempt is made, and why. */
    void unsent(Shipment shipment, String why) {
        log.accept(subject(shipment) + ": " + why);
    }

    /** An attempt has ended; {@code otherwise} says how it goes on when it did not deliver. */
    void ended(Shipment shipment, Attempt attempt, String otherwise) {
        Reply reply = attempt.reply();
        log.accept(subject(shipment) + " attempt " + attempt.number() + " -> " + attempt.url() + ": "
                + (reply.status() != null ? reply.status() : reply.error())
                + (attempt.answerLost() ? ", thrown away by a fault" : "")
                + (attempt.delivered() ? "" : ", " + otherwise));
    }
}
