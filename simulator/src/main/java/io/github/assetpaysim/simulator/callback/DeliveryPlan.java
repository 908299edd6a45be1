package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.callback.transport.Transmission;
import io.github.assetpaysim.simulator.dialect.CallbackEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How one event is to be sent. Faults turn a list of one ordinary plan into another list; the dispatcher does what it says.
 * Immutable.
 *
 * @param delay added to the instant of the change, in timeline time
 * @param start when the first attempt may begin
 * @param beforeAnswer whether the request that caused it is answered only after the first attempt
 * @param transmission how the first {@code faultyAttempts} attempts go out; all others are ordinary
 * @param lostAnswers of so many first attempts the answer is thrown away, good or not
 * @param struck the names of the faults that made it what it is
 */
public record DeliveryPlan(
        CallbackEvent event,
        Duration delay,
        Start start,
        boolean beforeAnswer,
        Transmission transmission,
        int faultyAttempts,
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

    /** What a plan is among all that one change of a trade causes. */
    public enum Role {
        /** What AssetPay owes. */
        GENUINE,
        /** On top of that, and retried like it. */
        COPY,
        /** On top of that, sent once and then forgotten. */
        BESIDES,
        /** As that, and only after the first attempt of what AssetPay owes. */
        AFTERWARDS
    }

    public DeliveryPlan {
        struck = List.copyOf(struck);
    }

    /** What AssetPay does. */
    public static DeliveryPlan ordinary(CallbackEvent event) {
        return new DeliveryPlan(
                event, Duration.ZERO, Start.IN_TURN, false, Transmission.ORDINARY, 0, 0, Role.GENUINE, List.of());
    }

    public DeliveryPlan with(CallbackEvent other) {
        return new DeliveryPlan(
                other, delay, start, beforeAnswer, transmission, faultyAttempts, lostAnswers, role, struck);
    }

    public DeliveryPlan later(Duration by) {
        return new DeliveryPlan(
                event, delay.plus(by), start, beforeAnswer, transmission, faultyAttempts, lostAnswers, role, struck);
    }

    /** The same, started otherwise; what was dropped stays so. */
    public DeliveryPlan starting(Start other) {
        Start changed = start == Start.NEVER ? start : other;
        return new DeliveryPlan(
                event, delay, changed, beforeAnswer, transmission, faultyAttempts, lostAnswers, role, struck);
    }

    public DeliveryPlan beforeTheAnswer() {
        return new DeliveryPlan(event, delay, start, true, transmission, faultyAttempts, lostAnswers, role, struck);
    }

    public DeliveryPlan transmitted(Transmission changed, int attempts) {
        return new DeliveryPlan(event, delay, start, beforeAnswer, changed, attempts, lostAnswers, role, struck);
    }

    public DeliveryPlan losingAnswers(int attempts) {
        return new DeliveryPlan(
                event, delay, start, beforeAnswer, transmission, faultyAttempts, attempts, role, struck);
    }

    /** One more of the same, on top of what is owed. */
    public DeliveryPlan copy() {
        return as(genuine() ? Role.COPY : role);
    }

    /** The same in another role; what comes besides comes also when the genuine one was dropped. */
    public DeliveryPlan as(Role other) {
        Start changed =
                start == Start.NEVER && (other == Role.BESIDES || other == Role.AFTERWARDS) ? Start.IN_TURN : start;
        return new DeliveryPlan(
                event, delay, changed, beforeAnswer, transmission, faultyAttempts, lostAnswers, other, struck);
    }

    public DeliveryPlan struckBy(String fault) {
        List<String> more = new ArrayList<>(struck);
        more.add(fault);
        return new DeliveryPlan(
                event, delay, start, beforeAnswer, transmission, faultyAttempts, lostAnswers, role, more);
    }

    /** Whether this is the callback that AssetPay owes; all others come on top. */
    public boolean genuine() {
        return role == Role.GENUINE;
    }

    /** Whether a failed attempt is followed by another. */
    public boolean retried() {
        return role == Role.GENUINE || role == Role.COPY;
    }

    /** Whether it comes only after the first attempt of the genuine one. */
    boolean comesAfterwards() {
        return role == Role.AFTERWARDS;
    }

    /** How the attempt with this number goes out; the first is 1. */
    public Transmission transmission(int attempt) {
        return attempt <= faultyAttempts ? transmission : Transmission.ORDINARY;
    }

    /** Whether the answer to the attempt with this number gets lost; the first is 1. */
    public boolean losesAnswer(int attempt) {
        return attempt <= lostAnswers;
    }
}
