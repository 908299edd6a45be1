package io.github.assetpaysim.contract.merchant;

import io.github.assetpaysim.contract.merchant.scene.CheckContext;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.SentCallback;
import java.math.BigDecimal;
import java.util.List;

/** How long the merchant may take to answer. */
enum AnswerTime {
    /** AssetPay waits no longer. */
    LONGEST(15_000),
    /** Well before that. */
    LONG(3_000);

    private final long millis;

    AnswerTime(long millis) {
        this.millis = millis;
    }

    /**
     * Checks that callbacks were answered in time.
     *
     * @param broken why there may be none, or null
     */
    void isKept(List<SentCallback> callbacks, String broken, CheckContext context) {
        long allowed = context.merchant().settings().callbackTimeout().toMillis();
        long longest = Math.min(millis, allowed);
        boolean any = false;
        for (SentCallback callback : callbacks) {
            for (SentCallback.Answer answer : callback.answers()) {
                boolean timedOut = callback.isTimedOut();
                if (timedOut || answer.status() != null && answer.millis() > longest) {
                    context.notes().repeat(callback);
                    throw CheckFailure.violated(
                                    "an answer to the callback " + callback.event() + " within "
                                            + BigDecimal.valueOf(longest, 3)
                                                    .stripTrailingZeros()
                                                    .toPlainString() + " s"
                                            + (allowed < millis ? ", as --callback-timeout says" : ""),
                                    timedOut ? callback.answers().toString() : "one after " + answer.millis() + " ms")
                            .mayBeTime(true);
                }
                any |= answer.status() != null;
            }
        }
        if (!any) {
            throw CheckFailure.blocked("no callback was answered" + (broken == null ? "" : ": " + broken));
        }
    }
}
