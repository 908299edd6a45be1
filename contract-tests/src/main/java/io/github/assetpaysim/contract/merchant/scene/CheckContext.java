package io.github.assetpaysim.contract.merchant.scene;

import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.Notes;
import io.github.assetpaysim.contract.plan.SentCallback;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/** What one check has at hand: its users, and the ordinary paths that all checks build on. For one thread. */
public final class CheckContext {
    private final CheckState state;
    private final HappyPath ordinary;
    private final WithdrawalPath withdrawal;
    private final List<TestUser> users;

    public CheckContext(CheckState state, HappyPath ordinary, WithdrawalPath withdrawal, List<TestUser> users) {
        this.state = state;
        this.ordinary = ordinary;
        this.withdrawal = withdrawal;
        this.users = users;
    }

    /** Whom the check is about. */
    public MerchantUnderTest merchant() {
        return state.merchant();
    }

    /** The ordinary deposits. */
    public HappyPath ordinary() {
        return ordinary;
    }

    /** The ordinary withdrawal; null where nothing about withdrawals is judged. */
    public WithdrawalPath withdrawal() {
        return withdrawal;
    }

    /** What the check writes down. */
    public Notes notes() {
        return state.notes();
    }

    /** The only user, or the first. */
    public TestUser user() {
        return users.get(0);
    }

    /** One of the users, counted from 0 in the order of their specs. */
    public TestUser user(int number) {
        return users.get(number);
    }

    /** All users, in the order of their specs. */
    public List<TestUser> users() {
        return users;
    }

    /** When the merchant credits; the check is skipped when that could not be told. */
    public CreditPolicy policy() throws InterruptedException {
        CreditPolicy policy = ordinary.walk().policy();
        CreditPolicy told = merchant().settings().creditPolicy();
        if (policy == null && told != null) {
            throw CheckFailure.blocked("needs a merchant that credits as --credit-policy " + told
                    + " says, which this one does not (see WHEN-02)");
        }
        if (policy == null) {
            throw CheckFailure.blocked(
                    "needs to know when the merchant credits, which the ordinary deposit does not tell (see"
                            + " WHEN-02); give --credit-policy");
        }
        return policy;
    }

    /** Waits for what is credited to a user at HOLD of a deposit, on top of what was credited before. */
    public void reachesHold(TestUser user, BigDecimal earlier, BigDecimal total) throws InterruptedException {
        CreditPolicy policy = ordinary.walk().policy();
        if (policy != null) {
            user.reaches(earlier.add(policy.atHold(user.spec().preCredit(total))));
        }
    }

    /** Checks that everything has come to the merchant. */
    public void requireNoDoubt() {
        state.requireNoDoubt();
    }

    /** Gives all callbacks of this check to the one that judges their answers. */
    public void handOver() throws IOException, InterruptedException {
        state.handOver(users);
    }

    /** Checks that every callback that was handed over was acknowledged. */
    public void requireAcknowledgements() throws IOException, InterruptedException {
        Acknowledgements acknowledgements = merchant().acknowledgements();
        if (acknowledgements.isOnlyLate()) {
            state.requireNoRush();
        }
        acknowledgements.require(notes());
    }

    /** Writes down every callback of this check, the last one as that to be sent again unless another was named. */
    public void collect() throws IOException, InterruptedException {
        SentCallback last = null;
        for (TestUser user : users) {
            for (PlayedTrade trade : user.started()) {
                for (SentCallback callback : trade.callbacks()) {
                    notes().callback(callback);
                    last = callback.body() == null ? last : callback;
                }
            }
        }
        if (last != null && notes().evidence().repeat() == null) {
            notes().repeat(last);
        }
    }
}
