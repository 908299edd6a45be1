package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.of;

import io.github.assetpaysim.contract.plan.CheckFailure;
import java.util.List;

/** Prices (A4.10), of whose answer nothing is documented. */
final class PriceChecks {
    private PriceChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                of("PRC-01", 1, context -> {
                    Exchange answer = context.reader().get(Operation.PRICES).requireSuccess("prices");
                    if (!answer.json().path("success").asBoolean()
                            || !answer.json().has("data")) {
                        throw CheckFailure.violated(
                                "a success in the envelope to " + answer.asked(), answer.answered());
                    }
                }),
                of("PRC-02", 2, context -> {
                    AuthenticateChecks.withKey(context, Operation.PRICES, null).requireError(1400);
                    AuthenticateChecks.withKey(context, Operation.PRICES, AuthenticateChecks.UNKNOWN_KEY)
                            .requireError(1401);
                }));
    }
}
