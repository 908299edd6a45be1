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
            .defaultsTo(Duration.ofSeconds(1));

    private ApiFaults() {}

    /** The kinds for an API of this dialect, in the order in which documentation lists them. */
    public static List<FaultKind> of(Dialect dialect) {
        Map<String, Refusal.Code> errors = new LinkedHashMap<>();
        dialect.errors().forEach(code -> errors.put(code.name(), code));
        Setting<Refusal.Code> error = Setting.ofWords(
                "error", String.join(", ", errors.keySet()), "the key of the error", List.copyOf(errors.entrySet()));
        return List.of(
                FaultKind.ofRequests(
                        "latency",
                        "It waits before anything is done.",
                        values -> new ApiFault(null, ApiFault.What.DELAY, values.get(BY), null),
                        BY),
                FaultKind.ofRequests(
                        "error",
                        "It is refused with an error of the table; nothing is done.",
                        values -> error(values.get(error)),
                        error),
                FaultKind.ofRequests(
                        "maintenance",
                        "It is refused with SYSTEM_MAINTENANCE; nothing is done.",
                        values -> refusing(Refusal.Reason.SYSTEM_MAINTENANCE, null)),
                FaultKind.ofRequests(
                        "rate-limited",
                        "It is refused with RATE_LIMITED and Retry-After; nothing is done.",
                        values -> refusing(Refusal.Reason.RATE_LIMITED, values.get(RETRY_AFTER)),
                        RETRY_AFTER),
                always("reset-before", "The connection is reset; nothing is done.", ApiFault.What.RESET),
                always(
                        "lose-answer",
                        "It is done, and the connection is reset before the answer.",
                        ApiFault.What.LOSE_ANSWER),
                always(
                        "cut-answer",
                        "It is done, and the connection is closed after half of the answer's body.",
                        ApiFault.What.CUT_ANSWER),
                always(
                        "html-502",
                        "A proxy's page with status 502 comes instead; nothing is done.",
                        ApiFault.What.PROXY_PAGE));
    }

    private static FaultKind always(String name, String does, ApiFault.What what) {
        return FaultKind.ofRequests(name, does, values -> new ApiFault(null, what, Duration.ZERO, null));
    }

    /** The one that ends by itself says when, as a genuine one does. */
    private static ApiFault error(Refusal.Code code) {
        return refusing(code, code.endsByItself() ? RETRY_AFTER.standard() : null);
    }

    private static ApiFault refusing(Refusal.Code code, Duration retryAfter) {
        Refusal refusal = new Refusal(code, "this error was planned in the simulator's faults", retryAfter);
        return new ApiFault(null, ApiFault.What.REFUSE, Duration.ZERO, refusal);
    }
}
