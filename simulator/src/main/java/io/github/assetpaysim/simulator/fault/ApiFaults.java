package io.github.assetpaysim.simulator.fault;

import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.trade.Refusal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Every kind of fault that strikes requests to the API. */
public final class ApiFaults {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Setting<Duration> BY = Parameters.duration("by", LONGEST, "how much later, in real time");
    private static final Setting<Duration> RETRY_AFTER = Parameters.duration(
                    "retryAfter", LONGEST, "what Retry-After says, in whole seconds")
            .otherwise(Duration.ofSeconds(1));
    private static final Setting<String> ERROR = Parameters.oneOf(
            "error",
            Arrays.stream(Refusal.Reason.values())
                    .filter(reason -> !reason.isOfHttpAlone())
                    .map(Enum::name)
                    .toList(),
            "the key of the error");

    /** The kinds, in the order in which documentation lists them. */
    public static final List<FaultKind> ALL = List.of(
            FaultKind.ofRequests(
                    "latency",
                    "It waits before anything is done.",
                    List.of(BY),
                    values -> ApiFault.late(values.get(BY))),
            FaultKind.ofRequests(
                    "error",
                    "It is refused with an error of the table; nothing is done.",
                    List.of(ERROR),
                    values -> error(Refusal.Reason.valueOf(values.get(ERROR)))),
            FaultKind.ofRequests(
                    "maintenance",
                    "It is refused with SYSTEM_MAINTENANCE; nothing is done.",
                    List.of(),
                    values -> refusing(Refusal.Reason.SYSTEM_MAINTENANCE, null)),
            FaultKind.ofRequests(
                    "rate-limited",
                    "It is refused with RATE_LIMITED and Retry-After; nothing is done.",
                    List.of(RETRY_AFTER),
                    values -> refusing(Refusal.Reason.RATE_LIMITED, values.get(RETRY_AFTER))),
            FaultKind.ofRequests(
                    "reset-before",
                    "The connection is reset; nothing is done.",
                    List.of(),
                    values -> ApiFault.of(ApiFault.What.RESET)),
            FaultKind.ofRequests(
                    "lose-answer",
                    "It is done, and the connection is reset before the answer.",
                    List.of(),
                    values -> ApiFault.of(ApiFault.What.LOSE_ANSWER)),
            FaultKind.ofRequests(
                    "cut-answer",
                    "It is done, and the connection is closed after half of the answer's body.",
                    List.of(),
                    values -> ApiFault.of(ApiFault.What.CUT_ANSWER)),
            FaultKind.ofRequests(
                    "html-502",
                    "A proxy's page with status 502 comes instead; nothing is done.",
                    List.of(),
                    values -> ApiFault.of(ApiFault.What.PROXY_PAGE)));

    private ApiFaults() {}

    /** The one that ends by itself says when, as a genuine one does. */
    private static ApiFault error(Refusal.Reason reason) {
        return refusing(reason, reason == Refusal.Reason.RATE_LIMITED ? RETRY_AFTER.standard() : null);
    }

    private static ApiFault refusing(Refusal.Reason reason, Duration retryAfter) {
        return ApiFault.refusing(new Refusal(reason, "this error was planned in the simulator's faults", retryAfter));
    }
}
