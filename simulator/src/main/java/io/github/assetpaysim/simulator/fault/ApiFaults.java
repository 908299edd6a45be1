package io.github.assetpaysim.simulator.fault;

import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.setting.Parameters;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.trade.Refusal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every kind of fault that strikes requests to the API. */
public final class ApiFaults {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Setting<Duration> BY = Parameters.duration("by", LONGEST, "how much later, in real time");
    private static final Setting<Duration> RETRY_AFTER = Parameters.duration(
                    "retryAfter", LONGEST, "what Retry-After says, in whole seconds")
            .otherwise(Duration.ofSeconds(1));

    private ApiFaults() {}
    /** The kinds for an API of this dialect, in the order in which documentation lists them. */
    public static List<FaultKind> of(Dialect dialect) {
        Map<String, Refusal.Code> errors = new LinkedHashMap<>();
        dialect.errors().forEach(error -> errors.put(error.name(), error));
        Setting<String> key = Parameters.oneOf("error", List.copyOf(errors.keySet()), "the key of the error");
        return List.of(
                FaultKind.ofRequests(
                        "latency", "It waits before anything is done.", values -> ApiFault.late(values.get(BY)), BY),
                FaultKind.ofRequests(
                        "error",
                        "It is refused with an error of the table; nothing is done.",
                        values -> error(errors.get(values.get(key))),
                        key),
                FaultKind.ofRequests(
                        "maintenance",
                        "It is refused with SYSTEM_MAINTENANCE; nothing is done.",
                        values -> refusing(Refusal.Reason.SYSTEM_MAINTENANCE, null)),
                FaultKind.ofRequests(
                        "rate-limited",
                        "It is refused with RATE_LIMITED and Retry-After; nothing is done.",
                        values -> refusing(Refusal.Reason.RATE_LIMITED, values.get(RETRY_AFTER)),
                        RETRY_AFTER),
                FaultKind.ofRequests(
                        "reset-before",
                        "The connection is reset; nothing is done.",
                        values -> ApiFault.of(ApiFault.What.RESET)),
                FaultKind.ofRequests(
                        "lose-answer",
                        "It is done, and the connection is reset before the answer.",
                        values -> ApiFault.of(ApiFault.What.LOSE_ANSWER)),
                FaultKind.ofRequests(
                        "cut-answer",
                        "It is done, and the connection is closed after half of the answer's body.",
                        values -> ApiFault.of(ApiFault.What.CUT_ANSWER)),
                FaultKind.ofRequests(
                        "html-502",
                        "A proxy's page with status 502 comes instead; nothing is done.",
                        values -> ApiFault.of(ApiFault.What.PROXY_PAGE)));
    }

    /** The one that ends by itself says when, as a genuine one does. */
    private static ApiFault error(Refusal.Code code) {
        boolean endsByItself = code.name().equals(Refusal.Reason.RATE_LIMITED.name());
        return refusing(code, endsByItself ? RETRY_AFTER.standard() : null);
    }

    private static ApiFault refusing(Refusal.Code code, Duration retryAfter) {
        return ApiFault.refusing(new Refusal(code, "this error was planned in the simulator's faults", retryAfter));
    }
}
