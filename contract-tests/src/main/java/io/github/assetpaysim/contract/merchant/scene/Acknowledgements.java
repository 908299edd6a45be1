package io.github.assetpaysim.contract.merchant.scene;

import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.Notes;
import io.github.assetpaysim.contract.plan.SentCallback;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How all genuine callbacks of all checks were answered, once the checks have ended. Thread-safe. */
public final class Acknowledgements {
    /** So many of the other cases are told. */
    private static final int MOST_TOLD = 5;

    private final boolean startsDeposits;
    private final Map<String, List<SentCallback>> refused = new LinkedHashMap<>();
    private int judged;

    /** @param startsDeposits whether the merchant does, so that it may hear of an order before it has stored it */
    Acknowledgements(boolean startsDeposits) {
        this.startsDeposits = startsDeposits;
    }

    /**
     * Looks at callbacks of one trade, in the order in which they were announced.
     *
     * @param check the id of the requirement that they were sent for
     */
    public synchronized void look(String check, List<SentCallback> callbacks) {
        List<String> came = new ArrayList<>();
        for (SentCallback callback : callbacks) {
            if (!callback.genuine() || callback.answers().isEmpty() || callback.isSentToNobody()) {
                continue;
            }
            judged++;
            boolean again = came.contains(callback.event());
            came.add(callback.event());
            List<SentCallback.Answer> answers = callback.answers();
            for (int i = 0; i < answers.size(); i++) {
                if (isRefusal(callback, i)) {
                    String situation = callback.event()
                            + (again || isAcknowledged(answers.subList(0, i)) ? " that came again" : "")
                            + (callback.fault() == null ? "" : " (" + callback.fault() + ")")
                            + " answered " + answers.get(i) + " in " + check;
                    refused.computeIfAbsent(situation, each -> new ArrayList<>())
                            .add(callback);
                }
            }
        }
    }

    /**
     * Whether an answer leaves the callback unacknowledged. An error that the next attempt does not meet is what retries are for; a
     * refusal is one, unless the order was on its way. What was not answered in time is judged elsewhere.
     */
    private boolean isRefusal(SentCallback callback, int number) {
        List<SentCallback.Answer> answers = callback.answers();
        Integer status = answers.get(number).status();
        if (status == null) {
            return callback.fault() == null && !callback.isTimedOut() && !callback.isAcknowledged();
        }
        boolean forGood = !isAcknowledged(answers.subList(number, answers.size()));
        boolean first = !isAcknowledged(answers.subList(0, number));
        return switch (status / 100) {
            case 2 -> status != 200;
            case 4 -> forGood || !first || !startsDeposits;
            case 5 -> forGood;
            default -> true;
        };
    }

    private static boolean isAcknowledged(List<SentCallback.Answer> answers) {
        return answers.stream().anyMatch(answer -> Integer.valueOf(200).equals(answer.status()));
    }

    /**
     * Checks that every callback so far was acknowledged.
     *
     * @throws CheckFailure when one was not, or none came
     */
    public synchronized void require(Notes notes) {
        if (judged == 0) {
            throw CheckFailure.skipped("it judges the callbacks that other checks cause, and none of those was made");
        }
        notes.line(judged + " callbacks of other checks were looked at");
        if (refused.isEmpty()) {
            return;
        }
        List<String> situations = List.copyOf(refused.keySet());
        notes.repeat(refused.get(situations.get(0)).get(0));
        List<String> others = situations.subList(1, situations.size());
        throw CheckFailure.violated(
                "HTTP 200 to every genuine callback",
                situations.get(0)
                        + (others.isEmpty()
                                ? ""
                                : ", and " + others.size() + (others.size() == 1 ? " other: " : " others: "))
                        + others.stream().limit(MOST_TOLD).collect(Collectors.joining(", "))
                        + (others.size() > MOST_TOLD ? ", …" : ""));
    }
}
