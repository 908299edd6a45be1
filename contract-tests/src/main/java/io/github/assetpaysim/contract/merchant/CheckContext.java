package io.github.assetpaysim.contract.merchant;

import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.Notes;
import io.github.assetpaysim.contract.plan.SentCallback;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What one check has at hand: its users, and what is written down. For one thread. */
final class CheckContext {
    private final MerchantUnderTest merchant;
    private final HappyPath ordinary;
    private final String check;
    private final Notes notes;
    private final List<TestUser> users = new ArrayList<>();
    /** Why the merchant may not have done yet what it is going to do, or null. */
    private CheckFailure doubt;

    /** @param steamIds of the users, one for each role */
    CheckContext(
            MerchantUnderTest merchant,
            HappyPath ordinary,
            String check,
            List<UserSpec> specs,
            List<String> steamIds,
            Notes notes) {
        this.merchant = merchant;
        this.ordinary = ordinary;
        this.check = check;
        this.notes = notes;
        for (int i = 0; i < specs.size(); i++) {
            users.add(new TestUser(this, steamIds.get(i), specs.get(i)));
        }
    }

    MerchantUnderTest merchant() {
        return merchant;
    }

    HappyPath ordinary() {
        return ordinary;
    }

    String check() {
        return check;
    }

    Notes notes() {
        return notes;
    }

    /** The only user, or the first. */
    TestUser user() {
        return users.get(0);
    }

    TestUser user(int number) {
        return users.get(number);
    }

    /** How many users there are. */
    int users() {
        return users.size();
    }

    /** When the merchant credits; the check is skipped when that could not be told. */
    CreditPolicy policy() throws InterruptedException {
        CreditPolicy policy = ordinary.walk().policy();
        CreditPolicy told = merchant.options().creditPolicy();
        if (policy == null && told != null) {
            throw CheckFailure.blocked("needs a merchant that credits as --credit-policy " + told
                    + " says, which this one does not (see WHEN-02)");
        }
        if (policy == null) {
            throw CheckFailure.blocked(
                    "needs to know when the merchant credits, which the ordinary path does not tell (see"
                            + " WHEN-02); give --credit-policy");
        }
        return policy;
    }

    /** Not everything has come to the merchant, so that from now on nothing passes. */
    void doubt(CheckFailure reason) {
        notes.line(reason.getMessage());
        doubt = doubt == null ? reason : doubt;
    }

    /**
     * Checks that everything has come to the merchant.
     *
     * @throws CheckFailure when it has not
     */
    void requireNoDoubt() {
        if (doubt != null) {
            throw doubt;
        }
    }

    boolean isInDoubt() {
        return doubt != null;
    }

    /**
     * Checks, before it is held against the merchant that callbacks time out, that others are answered, however.
     *
     * @throws CheckFailure when they are not
     */
    void requireNoRush() throws IOException, InterruptedException {
        SentCallback.Answer now = ordinary.answerNow();
        if (now.status() == null) {
            throw CheckFailure.inconclusive(
                    "an ordinary callback, sent once more meanwhile, gets " + now + " either: while"
                            + " many come at the same time, the merchant is overrun; give --parallel a smaller number");
        }
    }

    /** Writes down every callback of this scene, the last one as that to be sent again unless another was named. */
    void collect() throws IOException, InterruptedException {
        SentCallback last = null;
        for (TestUser user : users) {
            for (Deposit deposit : user.started()) {
                for (SentCallback callback : deposit.callbacks()) {
                    notes.callback(callback);
                    last = callback.body() == null ? last : callback;
                }
            }
        }
        if (last != null && notes.evidence().repeat() == null) {
            notes.repeat(last);
        }
    }
}
