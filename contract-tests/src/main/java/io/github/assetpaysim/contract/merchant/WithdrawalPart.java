package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofWithdrawal;

import io.github.assetpaysim.contract.merchant.probe.Ledger;
import io.github.assetpaysim.contract.merchant.scene.CheckContext;
import io.github.assetpaysim.contract.merchant.scene.TestUser;
import io.github.assetpaysim.contract.merchant.scene.UserSpec;
import io.github.assetpaysim.contract.merchant.scene.WithdrawalCourse.End;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What one user of a check about withdrawals goes through. The balances of all its users are looked at when the last one is through.
 *
 * @param due USD that the user must have in the end
 * @param why in words that follow a comma
 * @param needs what has to be refunded in the ordinary case, or this shows nothing; null for nothing
 */
record WithdrawalPart(UserSpec spec, Script script, Function<TestUser, BigDecimal> due, String why, End needs) {
    /** What happens. */
    interface Script {
        void play(TestUser user) throws Exception;
    }

    /** One that costs nothing in the end. */
    static WithdrawalPart refunded(UserSpec spec, End needs, String why, Script script) {
        return new WithdrawalPart(spec, script, TestUser::funds, why, needs);
    }

    /** One for each end. */
    static WithdrawalPart[] each(Function<End, WithdrawalPart> part) {
        return Arrays.stream(End.values()).map(part).toArray(WithdrawalPart[]::new);
    }

    static MerchantCheck check(String id, WithdrawalPart... parts) {
        return ofWithdrawal(id, specs(parts), context -> play(context, parts));
    }

    /** A check that shows nothing when what comes between approval and end moves money. */
    static MerchantCheck checkOfStatuses(String id, WithdrawalPart... parts) {
        return ofWithdrawal(id, specs(parts), context -> {
            context.withdrawal().requireKept();
            play(context, parts);
        });
    }

    private static List<UserSpec> specs(WithdrawalPart... parts) {
        return Arrays.stream(parts).map(WithdrawalPart::spec).toList();
    }

    private static void play(CheckContext context, WithdrawalPart... parts) throws Exception {
        for (int i = 0; i < parts.length; i++) {
            parts[i].script().play(context.user(i));
        }
        List<Ledger.Settled> left = TestUser.credited(context.users().toArray(TestUser[]::new));
        CheckFailure blocked = null;
        for (int i = 0; i < parts.length; i++) {
            WithdrawalPart part = parts[i];
            TestUser user = context.user(i);
            try {
                TestUser.check(user.due(part.due().apply(user), part.why()), left.get(i));
            } catch (CheckFailure violation) {
                if (part.needs() == null || context.withdrawal().refunds(part.needs())) {
                    throw violation;
                }
                blocked = CheckFailure.blocked("needs an ordinary withdrawal to be given back in full when it ends "
                        + part.needs().status() + ", which it is not");
            }
        }
        if (blocked != null) {
            throw blocked;
        }
    }
}
