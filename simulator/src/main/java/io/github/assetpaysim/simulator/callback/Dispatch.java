package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.callback.transport.Manner;
import io.github.assetpaysim.simulator.dialect.Shipment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How one shipment is to be sent. Faults turn a list of one ordinary dispatch into another list; the courier does what it says.
 * Immutable.
 *
 * @param delay added to the instant of the change, in timeline time
 * @param start when the first attempt may begin
 * @param beforeAnswer whether the request that caused it is answered only after the first attempt
 * @param manner how the first {@code oddAttempts} attempts go out; all others are ordinary
 * @param lostAnswers of so many first attempts the answer is thrown away, good or not
 * @param genuine whether this is the callback that AssetPay owes; all others come on top
 * @param retried whether a failed attempt is followed by another
 * @param struck the names of the faults that made it what it is
 */
public record Dispatch(
        Shipment shipment,
        Duration delay,
        Start start,
        boolean beforeAnswer,
        Manner manner,
        int oddAttempts,
        int lostAnswers,
        boolean genuine,
        boolean retried,
        List<String> struck) {

    /** When the first attempt may begin. */
    public enum Start {
        /** In its turn. */
        IN_TURN,
        /** Together with all others of the list that say the same. */
        AT_ONCE,
        /** After the first attempt of the trade's next callback. */
        AFTER_NEXT,
        /** At the same instant as the trade's next callback. */
        WITH_NEXT,
        NEVER
    }

    public Dispatch {
        struck = List.copyOf(struck);
    }

    /** What AssetPay does. */
    public static Dispatch ordinary(Shipment shipment) {
        return new Dispatch(
                shipment, Duration.ZERO, Start.IN_TURN, false, Manner.ORDINARY, 0, 0, true, true, List.of());
    }

    public Dispatch with(Shipment other) {
        return new Dispatch(
                other, delay, start, beforeAnswer, manner, oddAttempts, lostAnswers, genuine, retried, struck);
    }

    /** The same under an id of its own. */
    public Dispatch asNumber(int number) {
        return with(shipment.withId(shipment.id() + "-" + number));
    }

    public Dispatch later(Duration by) {
        return new Dispatch(
                shipment,
                delay.plus(by),
                start,
                beforeAnswer,
                manner,
                oddAttempts,
                lostAnswers,
                genuine,
                retried,
                struck);
    }

    /** The same, started otherwise; what was dropped stays so. */
    public Dispatch starting(Start other) {
        if (start == Start.NEVER) {
            return this;
        }
        return new Dispatch(
                shipment, delay, other, beforeAnswer, manner, oddAttempts, lostAnswers, genuine, retried, struck);
    }

    public Dispatch beforeTheAnswer() {
        return new Dispatch(shipment, delay, start, true, manner, oddAttempts, lostAnswers, genuine, retried, struck);
    }

    public Dispatch going(Manner other, int attempts) {
        return new Dispatch(
                shipment, delay, start, beforeAnswer, other, attempts, lostAnswers, genuine, retried, struck);
    }

    public Dispatch losingAnswers(int attempts) {
        return new Dispatch(
                shipment, delay, start, beforeAnswer, manner, oddAttempts, attempts, genuine, retried, struck);
    }

    /** One more of the same, on top of what is owed. */
    public Dispatch copy() {
        return new Dispatch(
                shipment, delay, start, beforeAnswer, manner, oddAttempts, lostAnswers, false, retried, struck);
    }

    /** One that is sent once and then forgotten, on top of what is owed. */
    public Dispatch besides() {
        return new Dispatch(
                shipment, delay, start, beforeAnswer, manner, oddAttempts, lostAnswers, false, false, struck);
    }

    public Dispatch struckBy(String fault) {
        List<String> more = new ArrayList<>(struck);
        more.add(fault);
        return new Dispatch(
                shipment, delay, start, beforeAnswer, manner, oddAttempts, lostAnswers, genuine, retried, more);
    }

    /** How the attempt with this number goes out; the first is 1. */
    public Manner manner(int attempt) {
        return attempt <= oddAttempts ? manner : Manner.ORDINARY;
    }

    /** Whether the answer to the attempt with this number gets lost; the first is 1. */
    public boolean losesAnswer(int attempt) {
        return attempt <= lostAnswers;
    }
}
