package io.github.assetpaysim.contract.merchant.scene;

import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.Notes;
import io.github.assetpaysim.contract.plan.SentCallback;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How the genuine callbacks of the ordinary paths and of all checks that are not about answers themselves were answered. What a later
 * attempt makes good is no refusal where the first one cannot be helped: without an answer, at the same instant as another copy, or
 * before the merchant has stored its order. Thread-safe.
 */
public final class Acknowledgements {
    /** So many of the other cases are told. */
    private static final int MOST_TOLD = 5;

    private final boolean startsDeposits;
    /** By situation, the first callback that was refused in it. */
    private final Map<String, SentCallback> refused = new LinkedHashMap<>();
    /** Likewise what was not answered in time, which a merchant that is only overrun does too. */
    private final Map<String, SentCallback> late = new LinkedHashMap<>();

    private int judged;

    /** @param startsDeposits whether the merchant does, so that it may hear of an order before it has stored it */
    Acknowledgements(boolean startsDeposits) {
        this.startsDeposits = startsDeposits;
    }

    /**
     * Looks at callbacks of one trade, in the order in which they were announced.
     *
     * @param check the id of the requirement that they were sent for, or another word that names it
     * @param atOnce whether some came at the same instant, so that one may have been locked out
     */
    public synchronized void look(String check, boolean atOnce, List<SentCallback> callbacks) {
        List<String> came = new ArrayList<>();
        for (SentCallback callback : callbacks) {
            if (!callback.genuine() || callback.answers().isEmpty() || callback.isSentToNobody()) {
                continue;
            }
            judged++;
            boolean mayBeUnknown = startsDeposits && came.isEmpty();
            boolean again = came.contains(callback.event());
            came.add(callback.event());
            List<SentCallback.Answer> answers = callback.answers();
            for (int i = 0; i < answers.size(); i++) {
                if (isRefusal(answers, i, atOnce, mayBeUnknown)) {
                    String situation = callback.event()
                            + (again || isAcknowledged(answers.subList(0, i)) ? " that came again" : "")
                            + (callback.fault() == null ? "" : " (" + callback.fault() + ")")
                            + " answered " + answers.get(i) + " in " + check;
                    (answers.get(i).isTimedOut() ? late : refused).putIfAbsent(situation, callback);
                }
            }
        }
    }

    private static boolean isRefusal(
            List<SentCallback.Answer> answers, int number, boolean atOnce, boolean mayBeUnknown) {
        boolean forGood = !isAcknowledged(answers.subList(number, answers.size()));
        Integer status = answers.get(number).status();
        if (status == null) {
            return forGood && !answers.get(number).isCutByFault();
        }
        boolean first = !isAcknowledged(answers.subList(0, number));
        return switch (status / 100) {
            case 2 -> status != 200;
            case 4 -> forGood || !first || !mayBeUnknown;
            case 5 -> forGood || !atOnce;
            default -> true;
        };
    }

    private static boolean isAcknowledged(List<SentCallback.Answer> answers) {
        return answers.stream().anyMatch(answer -> Integer.valueOf(200).equals(answer.status()));
    }

    /** Whether nothing but time keeps callbacks from being acknowledged. */
    synchronized boolean isOnlyLate() {
        return refused.isEmpty() && !late.isEmpty();
    }

    /**
     * Checks that every callback so far was acknowledged.
     *
     * @throws CheckFailure when one was not, or none came
     */
    synchronized void require(Notes notes) {
        if (judged == 0) {
            throw CheckFailure.blocked("it judges the callbacks that other checks cause, and none of those was made");
        }
        notes.line(judged + " callbacks of other checks were looked at");
        if (!refused.isEmpty()) {
            throw violated(refused, notes);
        }
        if (!late.isEmpty()) {
            throw violated(late, notes).mayBeTime(true);
        }
    }

    private static CheckFailure violated(Map<String, SentCallback> found, Notes notes) {
        List<String> situations = List.copyOf(found.keySet());
        notes.repeat(found.get(situations.get(0)));
        List<String> others = situations.subList(1, situations.size());
        return CheckFailure.violated(
                "HTTP 200 to every genuine callback",
                situations.get(0)
                        + (others.isEmpty()
                                ? ""
                                : ", and " + others.size() + (others.size() == 1 ? " other: " : " others: "))
                        + others.stream().limit(MOST_TOLD).collect(Collectors.joining(", "))
                        + (others.size() > MOST_TOLD ? ", …" : ""));
    }
}
