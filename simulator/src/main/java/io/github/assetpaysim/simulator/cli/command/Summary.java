package io.github.assetpaysim.simulator.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is said at the end about a trade that was led somewhere, and what to type next. */
final class Summary {
    /** By which handlers refuse a signature. */
    private static final Set<Integer> REFUSALS = Set.of(400, 401);

    private final Course course;
    private final JsonNode merchant;
    /** Those callbacks that went out and did not arrive. */
    private final List<JsonNode> failed;

    /** @param merchant its settings */
    Summary(Course course, JsonNode merchant) {
        this.course = course;
        this.merchant = merchant;
        this.failed = course.callbacks().stream()
                .filter(Wording::failed)
                .filter(each -> !each.path("attempts").isEmpty())
                .toList();
    }

    /** Which callbacks the merchant is owed and has not got, in words; empty when there is none. */
    String owed() {
        List<JsonNode> owed = course.callbacks().stream().filter(Wording::owed).toList();
        return owed.isEmpty()
                ? ""
                : owed.size() + " of " + course.callbacks().size() + " callbacks: "
                        + owed.stream().map(each -> each.path("event").asText()).collect(Collectors.joining(", "));
    }

    /** @param reached the status that it was led to, or null */
    void print(String reached, Output out) {
        JsonNode trade = course.trade();
        out.line("trade " + Wording.shortId(trade.path("id")) + " is "
                + trade.path("status").asText() + failures());
        failed.stream()
                .filter(each -> REFUSALS.contains(last(each).path("status").asInt()))
                .findFirst()
                .ifPresent(each -> out.line("If your handler refused the signature: " + Wording.explain(each)));
        String clock = merchant.path("clock").asText();
        if (reached != null && !Names.over(reached) && !clock.equals("frozen")) {
            out.line("the clock is " + clock + " and goes on by itself; clock frozen first keeps the trade there");
        }
    }

    private String failures() {
        if (failed.isEmpty()) {
            return "";
        }
        String first = Wording.shortId(failed.get(0).path("id"));
        return "; " + failed.size() + " of " + course.callbacks().size() + " callbacks failed" + next()
                + ". Look: callbacks " + first + "; again: resend " + (failed.size() == 1 ? first : "--failed");
    }

    /** When they are tried again. */
    private String next() {
        Optional<String> next = failed.stream()
                .map(each -> Wording.next(each, last(each), merchant))
                .filter(each -> !each.isEmpty())
                .findFirst();
        boolean frozen = merchant.path("clock").asText().equals("frozen");
        return next.map(each -> each + (frozen ? " of the merchant's time, which stands still" : ""))
                .orElse("");
    }

    private static JsonNode last(JsonNode callback) {
        JsonNode attempts = callback.path("attempts");
        return attempts.path(attempts.size() - 1);
    }
}
