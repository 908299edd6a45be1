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
        Role role,
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

    /** What a dispatch is among all that one change of a trade causes. */
    public enum Role {
        /** What AssetPay owes. */
        GENUINE,
        /** On top of that, and retried like it. */
        COPY,
        /** On top of that, sent once and then forgotten. */
        BESIDES
    }

    public Dispatch {
        struck = List.copyOf(struck);
    }

    /** What AssetPay does. */
    public static Dispatch ordinary(Shipment shipment) {
        return new Dispatch(
                shipment, Duration.ZERO, Start.IN_TURN, false, Manner.ORDINARY, 0, 0, Role.GENUINE, List.of());
    }

    public Dispatch with(Shipment other) {
        return new Dispatch(other, delay, start, beforeAnswer, manner, oddAttempts, lostAnswers, role, struck);
    }

    public Dispatch later(Duration by) {
        return new Dispatch(
                shipment, delay.plus(by), start, beforeAnswer, manner, oddAttempts, lostAnswers, role, struck);
    }

    /** The same, started otherwise; what was dropped stays so. */
    public Dispatch starting(Start other) {
        Start changed = start == Start.NEVER ? start : other;
        return new Dispatch(shipment, delay, changed, beforeAnswer, manner, oddAttempts, lostAnswers, role, struck);
    }

    public Dispatch beforeTheAnswer() {
        return new Dispatch(shipment, delay, start, true, manner, oddAttempts, lostAnswers, role, struck);
    }

    public Dispatch going(Manner changed, int attempts) {
        return new Dispatch(shipment, delay, start, beforeAnswer, changed, attempts, lostAnswers, role, struck);
    }

    public Dispatch losingAnswers(int attempts) {
        return new Dispatch(shipment, delay, start, beforeAnswer, manner, oddAttempts, attempts, role, struck);
    }

    /** One more of the same, on top of what is owed. */
    public Dispatch copy() {
        return as(genuine() ? Role.COPY : role);
    }

    /** The same in another role. */
    public Dispatch as(Role other) {
        return new Dispatch(shipment, delay, start, beforeAnswer, manner, oddAttempts, lostAnswers, other, struck);
    }

    public Dispatch struckBy(String fault) {
        List<String> more = new ArrayList<>(struck);
        more.add(fault);
        return new Dispatch(shipment, delay, start, beforeAnswer, manner, oddAttempts, lostAnswers, role, more);
    }

    /** Whether this is the callback that AssetPay owes; all others come on top. */
    public boolean genuine() {
        return role == Role.GENUINE;
    }

    /** Whether a failed attempt is followed by another. */
    public boolean retried() {
        return role != Role.BESIDES;
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
