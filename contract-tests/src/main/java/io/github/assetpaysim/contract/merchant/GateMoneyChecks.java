package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofGate;

import io.github.assetpaysim.contract.merchant.scene.CheckContext;
import io.github.assetpaysim.contract.merchant.scene.TestUser;
import io.github.assetpaysim.contract.merchant.scene.UserSpec;
import java.util.List;

/** Whether a gate goes by the balance as it is, whatever is deposited meanwhile. */
final class GateMoneyChecks {
    private GateMoneyChecks() {}

    static List<MerchantCheck> all() {
        return List.of(ofGate("GATE-22", UserSpec.withdrawing(2), GateMoneyChecks::refusalDoesNotLast));
    }

    private static void refusalDoesNotLast(CheckContext context) throws Exception {
        TestUser user = context.user().isKnown();
        user.withdraws(0).isAsked().requireRefusal("GATE-03");
        user.isFunded();
        user.withdraws(1).isAsked().isApproved("for the user has the money by now, though an earlier one was refused");
    }
}
