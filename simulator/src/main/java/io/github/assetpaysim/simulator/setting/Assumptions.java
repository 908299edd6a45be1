package io.github.assetpaysim.simulator.setting;

import io.github.assetpaysim.simulator.time.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The open questions of the protocol whose answers can be set. They stand so low because every layer reads some of them. */
public final class Assumptions {
    /** The object of which they are members in JSON. */
    public static final String GROUP = "assumptions";

    /** What their names begin with. */
    public static final String PREFIX = GROUP + ".";

    /** What a callback's receiver must answer. */
    public enum Success {
        ONLY_200,
        ANY_2XX
    }

    /** What the callbacks of one trade wait for. */
    public enum Order {
        /** The first attempt of a status waits for the end of the first attempt of the status before it. */
        FIRST_ATTEMPTS,
        /** A status waits until the one before it was delivered or given up. */
        STRICT
    }

    public static final Setting<Integer> OPEN_DEPOSIT_LIMIT = Setting.ofNumber(
                    PREFIX + "openDepositLimit",
                    1,
                    1_000_000,
                    "unaccepted deposits one user may have before TOO_MANY_ACTIVE_TRADES")
            .asPatchable()
            .defaultsTo(5);

    public static final Setting<Boolean> RUST_CREDIT = Setting.ofWords(
                    PREFIX + "rustCredit",
                    "present or absent",
                    "whether a completed Rust deposit shows preCredit and pendingCredit",
                    List.of(Map.entry("present", true), Map.entry("absent", false)))
            .asPatchable()
            .defaultsTo(true);

    public static final Setting<Duration> OFFER_EXPIRY = Setting.of(
                    PREFIX + "offerExpiry",
                    Durations.SYNTAX,
                    "how long an unaccepted Steam offer lives, in timeline time",
                    Durations::parse,
                    Duration::toString)
            .asPatchable()
            .defaultsTo(Duration.ofMinutes(30));

    public static final Setting<Success> CALLBACK_SUCCESS = Setting.ofWords(
                    PREFIX + "callbackSuccess",
                    "200 or 2xx",
                    "which answers to a callback count as delivered",
                    List.of(Map.entry("200", Success.ONLY_200), Map.entry("2xx", Success.ANY_2XX)))
            .asPatchable()
            .defaultsTo(Success.ONLY_200);

    public static final Setting<Order> CALLBACK_ORDER = Setting.ofWords(
                    PREFIX + "callbackOrder",
                    "whether a status waits for the first attempt of the one before, or for its delivery",
                    Order.values())
            .asPatchable()
            .defaultsTo(Order.FIRST_ATTEMPTS);

    public static final Setting<Boolean> WITHDRAWAL_PENDING = Setting.ofWords(
                    PREFIX + "withdrawalPending",
                    "present or absent",
                    "whether an approved withdrawal is PENDING before it is ACTIVE",
                    List.of(Map.entry("present", true), Map.entry("absent", false)))
            .asPatchable()
            .defaultsTo(false);

    /** Every one there is. */
    public static final List<Setting<?>> ALL = List.of(
            OPEN_DEPOSIT_LIMIT, RUST_CREDIT, WITHDRAWAL_PENDING, OFFER_EXPIRY, CALLBACK_SUCCESS, CALLBACK_ORDER);

    private Assumptions() {}
}
