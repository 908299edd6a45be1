package io.github.assetpaysim.simulator.assumption;

import io.github.assetpaysim.simulator.time.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The answers to the few open questions of the protocol that are switches. Immutable. */
public final class Assumptions {

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

    public static final Switch<Integer> OPEN_DEPOSIT_LIMIT = new Switch<>(
            "openDepositLimit",
            5,
            "a whole number from 1 to 1000000",
            "unaccepted deposits one user may have before TOO_MANY_ACTIVE_TRADES",
            Assumptions::limit,
            String::valueOf);

    public static final Switch<Boolean> RUST_CREDIT = new Switch<>(
            "rustCredit",
            true,
            "present or absent",
            "whether a completed Rust deposit shows preCredit and pendingCredit",
            text -> oneOf(text, Map.of("present", true, "absent", false)),
            present -> present ? "present" : "absent");

    public static final Switch<Duration> OFFER_EXPIRY = new Switch<>(
            "offerExpiry",
            Duration.ofMinutes(30),
            Durations.SYNTAX,
            "how long an unaccepted Steam offer lives, in timeline time",
            Durations::parse,
            Duration::toString);

    public static final Switch<Success> CALLBACK_SUCCESS = new Switch<>(
            "callbackSuccess",
            Success.ONLY_200,
            "200 or 2xx",
            "which answers to a callback count as delivered",
            text -> oneOf(text, Map.of("200", Success.ONLY_200, "2xx", Success.ANY_2XX)),
            success -> success == Success.ONLY_200 ? "200" : "2xx");

    public static final Switch<Order> CALLBACK_ORDER = new Switch<>(
            "callbackOrder",
            Order.FIRST_ATTEMPTS,
            "first-attempts or strict",
            "whether a status waits for the first attempt of the one before, or for its delivery",
            text -> oneOf(text, Map.of("first-attempts", Order.FIRST_ATTEMPTS, "strict", Order.STRICT)),
            order -> order == Order.STRICT ? "strict" : "first-attempts");

    /** Every switch there is. */
    public static final List<Switch<?>> ALL =
            List.of(OPEN_DEPOSIT_LIMIT, RUST_CREDIT, OFFER_EXPIRY, CALLBACK_SUCCESS, CALLBACK_ORDER);

    /** The standard answer to every question. */
    public static final Assumptions STANDARD = new Assumptions(Map.of());

    private final Map<String, Object> chosen;

    private Assumptions(Map<String, Object> chosen) {
        this.chosen = chosen;
    }

    /** The answer in force. */
    @SuppressWarnings("unchecked") // with() stores under a switch's name only what that switch read
    public <T> T get(Switch<T> question) {
        return (T) chosen.getOrDefault(question.name(), question.standard());
    }

    /**
     * These answers with one changed.
     *
     * @throws IllegalArgumentException naming the known switches, or the allowed values
     */
    public Assumptions with(String name, String value) {
        Switch<?> question = named(name);
        Map<String, Object> changed = new LinkedHashMap<>(chosen);
        try {
            changed.put(name, question.read().apply(value));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "assumption " + name + ": '" + value + "' is not allowed; expected " + question.allowed(), e);
        }
        return new Assumptions(Map.copyOf(changed));
    }

    /** These answers with one back at its standard. */
    public Assumptions without(String name) {
        Map<String, Object> changed = new LinkedHashMap<>(chosen);
        changed.remove(named(name).name());
        return new Assumptions(Map.copyOf(changed));
    }

    private static Switch<?> named(String name) {
        return ALL.stream()
                .filter(question -> question.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown assumption '" + name + "'; known are "
                        + ALL.stream().map(Switch::name).collect(Collectors.joining(", "))));
    }

    /** Name and value of every switch, in the order of {@link #ALL}. */
    public Map<String, String> asText() {
        Map<String, String> text = new LinkedHashMap<>();
        ALL.forEach(question -> text.put(question.name(), textOf(question)));
        return text;
    }

    private <T> String textOf(Switch<T> question) {
        return question.print().apply(get(question));
    }

    private static int limit(String text) {
        int limit = Integer.parseInt(text);
        if (limit < 1 || limit > 1_000_000) {
            throw new IllegalArgumentException("out of range");
        }
        return limit;
    }

    private static <T> T oneOf(String text, Map<String, T> values) {
        T value = values.get(text);
        if (value == null) {
            throw new IllegalArgumentException("not one of the values");
        }
        return value;
    }
}
