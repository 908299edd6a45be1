package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.of;

import java.util.List;

/** Prices (A4.10), of whose answer nothing is documented. */
final class PriceChecks {
    private PriceChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                of(
                        "PRC-01",
                        1,
                        context -> context.reader().get(Operation.PRICES).data()),
                of("PRC-02", 2, context -> {
                    AuthenticateChecks.withKey(context, Operation.PRICES, null).requireError(1400);
                    AuthenticateChecks.withKey(context, Operation.PRICES, AuthenticateChecks.UNKNOWN_KEY)
                            .requireError(1401);
                }));
    }
}
