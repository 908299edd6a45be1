package io.github.assetpaysim.contract.merchant.scene;

import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.Notes;
import io.github.assetpaysim.contract.plan.SentCallback;
import java.io.IOException;
import java.util.List;

/** What the users and trades of one check share: the merchant, what is written down, and whether all has come. For one thread. */
public final class CheckState {
    private final MerchantUnderTest merchant;
    private final String check;
    private final Notes notes;
    /** Why the merchant may not have done yet what it is going to do, or null. */
    private CheckFailure doubt;

    /** @param check the id of its requirement, or another word that names it */
    public CheckState(MerchantUnderTest merchant, String check, Notes notes) {
        this.merchant = merchant;
        this.check = check;
        this.notes = notes;
    }

    /** Whom the check is about. */
    public MerchantUnderTest merchant() {
        return merchant;
    }

    /** The id of its requirement, or another word that names it. */
    public String check() {
        return check;
    }

    /** What it writes down. */
    public Notes notes() {
        return notes;
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
    public void requireNoDoubt() {
        if (doubt != null) {
            throw doubt;
        }
    }

    /** Gives all callbacks to the one that judges their answers. Verdicts at gates are none of its business. */
    void handOver(List<TestUser> users) throws IOException, InterruptedException {
        boolean withdrawals = merchant.settings().takesWithdrawals();
        for (TestUser user : users) {
            for (PlayedTrade trade : user.started()) {
                boolean isWithdrawal = trade instanceof Withdrawal;
                if (withdrawals || !isWithdrawal) {
                    List<SentCallback> callbacks = trade.callbacks().stream()
                            .filter(callback ->
                                    !isWithdrawal || !callback.event().equals(Withdrawal.GATE))
                            .toList();
                    boolean atOnce = user.spec().comesAtOnce() || trade.isRaced();
                    merchant.acknowledgements().look(check, atOnce, callbacks);
                }
            }
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
        SentCallback.Answer now = merchant.answerNow();
        if (now.status() == null) {
            throw CheckFailure.inconclusive(
                    "an ordinary callback, sent once more meanwhile, gets " + now + " either: while"
                            + " many come at the same time, the merchant is overrun; give --parallel a smaller number");
        }
    }
}
