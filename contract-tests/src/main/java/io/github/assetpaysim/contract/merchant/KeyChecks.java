package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.of;
import static io.github.assetpaysim.contract.simulator.TestItem.PLAIN;
import static java.math.BigDecimal.ZERO;

import io.github.assetpaysim.contract.merchant.scene.PlayedTrade;
import io.github.assetpaysim.contract.merchant.scene.UserSpec;
import io.github.assetpaysim.contract.plan.SentCallback;
import io.github.assetpaysim.contract.simulator.PlannedFault;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the key counts in exactly one form. One trade meets all others, each made from the right key. */
final class KeyChecks {
    private static final List<String> TEXTS = List.of(
            "too-short",
            "cut-at-end",
            "too-long",
            "half",
            "doubled",
            "empty",
            "padded",
            "line-end",
            "with-0x",
            "with-algorithm",
            "trailing-text",
            "non-hex",
            "non-ascii",
            "base64",
            "base64url");
    private static final List<String> OTHER_TYPES =
            List.of("true", "zero", "one", "null", "array", "empty-array", "object");

    private KeyChecks() {}

    static List<MerchantCheck> all() {
        return List.of(creditNothing("SIG-02", TEXTS), creditNothing("SIG-09", OTHER_TYPES));
    }

    /** Before the trade is accepted nothing is credited, and a merchant may learn of it; from then on no genuine callback comes. */
    private static MerchantCheck creditNothing(String id, List<String> forms) {
        UserSpec spec = UserSpec.owning(PLAIN).meets(PlannedFault.at("ACTIVE", "drop"));
        for (String status : List.of("HOLD", "COMPLETED")) {
            spec = inForms(spec.meets(PlannedFault.at(status, "drop")), status, forms);
        }
        return of(id, spec, context -> {
            PlayedTrade deposit = context.user().deposits(PLAIN).completes();
            context.user().isCredited(ZERO, "though keys came that were " + taken(deposit));
        });
    }

    /** One who meets keys in every wrong form, before each genuine callback about a status. */
    static UserSpec meetsEveryForm(String status) {
        return inForms(inForms(UserSpec.owning(PLAIN), status, TEXTS), status, OTHER_TYPES);
    }

    private static UserSpec inForms(UserSpec spec, String status, List<String> forms) {
        for (String form : forms) {
            spec = spec.meets(
                    PlannedFault.at(status, "malformed-key").with("form", form).besides());
        }
        return spec;
    }

    /** The forms that were acknowledged, or all when none was. */
    private static String taken(PlayedTrade deposit) throws IOException, InterruptedException {
        List<SentCallback> forged = deposit.callbacks().stream()
                .filter(callback -> callback.body() != null && !callback.genuine())
                .toList();
        List<SentCallback> taken =
                forged.stream().filter(SentCallback::isAcknowledged).toList();
        return (taken.isEmpty() ? forged : taken)
                .stream().map(SentCallback::fault).distinct().collect(Collectors.joining(", "));
    }
}
