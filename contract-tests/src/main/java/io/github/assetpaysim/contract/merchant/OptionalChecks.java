package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.of;
import static io.github.assetpaysim.contract.simulator.TestItem.OTHER;
import static io.github.assetpaysim.contract.simulator.TestItem.PLAIN;

import io.github.assetpaysim.contract.merchant.scene.UserSpec;
import io.github.assetpaysim.contract.merchant.scene.UserSpec.Trait;
import java.util.List;

/** Whether trades are credited with what they need not bear, and without it. All other checks have externalId, and no clientId. */
final class OptionalChecks {
    private OptionalChecks() {}

    static List<MerchantCheck> all() {
        return List.of(
                of("OPT-01", UserSpec.owning(PLAIN, OTHER).with(Trait.NO_EXTERNAL_ID), context -> {
                    context.user().deposits(PLAIN).completes();
                    context.user().deposits(OTHER).completes();
                    context.user()
                            .isCredited(
                                    PLAIN.price().add(OTHER.price()),
                                    "for two trades, neither of which has externalId");
                }),
                of("OPT-02", UserSpec.owning(PLAIN).with(Trait.CLIENT_ID), context -> {
                    context.user().deposits(PLAIN).completes();
                    context.user()
                            .isCredited(PLAIN.price(), "for a trade that has externalClientUserId, the same Steam id");
                }));
    }
}
