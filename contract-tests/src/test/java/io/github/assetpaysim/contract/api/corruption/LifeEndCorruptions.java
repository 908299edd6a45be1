package io.github.assetpaysim.contract.api.corruption;

import static io.github.assetpaysim.contract.api.corruption.Corruption.of;
import static io.github.assetpaysim.contract.api.corruption.LifeCorruptions.CREDITED;
import static io.github.assetpaysim.contract.api.corruption.LifeCorruptions.after;
import static io.github.assetpaysim.contract.api.corruption.LifeCorruptions.afterEscrow;
import static io.github.assetpaysim.contract.api.corruption.LifeCorruptions.renamed;
import static io.github.assetpaysim.contract.api.corruption.LifeCorruptions.skipped;
import static io.github.assetpaysim.contract.api.corruption.LifeCorruptions.swallowed;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.add;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.trades;

import java.util.List;

/** What is wrong with how a deposit ends, and with what should stay the same until then. */
final class LifeEndCorruptions {
    private LifeEndCorruptions() {}

    static List<Corruption> all() {
        return List.of(
                of(
                        "declined-is-canceled",
                        "A declined offer ends CANCELED.",
                        "LIFE-10",
                        renamed("DECLINED", "CANCELED")),
                of(
                        "declined-is-completed",
                        "A declined offer ends COMPLETED.",
                        "LIFE-10",
                        renamed("DECLINED", "COMPLETED")),
                of(
                                "declined-and-completed",
                                "After DECLINED a deposit is said to be COMPLETED.",
                                "LIFE-10",
                                after("DECLINED", "COMPLETED"))
                        .mayViolate("CALL-20", "CALL-05"),
                of(
                                "declined-without-word",
                                "Nobody is told of DECLINED.",
                                "LIFE-10",
                                swallowed(delivery -> delivery.isAbout("DECLINED")))
                        .mayViolate("CALL-08"),
                of(
                                "expired-stays-pending",
                                "An offer that nobody accepts stays PENDING.",
                                "LIFE-11",
                                skipped("CANCELED", "PENDING"))
                        .mayViolate("CALL-08", "INV-21", "LIFE-10", "WDR-08", "WDR-13"),
                of(
                                "expired-and-completed",
                                "After an offer has expired the deposit is said to be COMPLETED.",
                                "LIFE-11",
                                after("CANCELED", "COMPLETED"))
                        .mayViolate("CALL-20", "WDR-06", "WDR-08", "WDR-13"),
                of(
                        "reverted-is-completed",
                        "A deposit that was taken back is COMPLETED.",
                        "LIFE-12",
                        renamed("REVERTED", "COMPLETED")),
                of(
                                "reverted-without-word",
                                "Nobody is told of REVERTED.",
                                "LIFE-12",
                                swallowed(delivery -> delivery.isAbout("REVERTED")))
                        .mayViolate("CALL-08"),
                of(
                                "escrow-is-failed",
                                "A deposit in ESCROW is said to have FAILED.",
                                "LIFE-13",
                                renamed("ESCROW", "FAILED"))
                        .mayViolate("LIFE-10", "LIFE-11"),
                of("escrow-is-the-end", "After ESCROW nothing changes.", "LIFE-13", () -> afterEscrow())
                        .mayViolate("CALL-08"),
                of("total-price-changes", "totalPrice is another one from HOLD on.", "LIFE-14", trades(trade -> {
                            if (CREDITED.contains(trade.path("status").asText())) {
                                add(trade, "totalPrice", "0.50");
                                add(trade, "pendingCredit", "0.50");
                            }
                        }))
                        .mayViolate("DEP-03", "LIFE-09", "WDR-02", "LIFE-07"),
                of(
                                "created-at-changes",
                                "createdAt is always updatedAt.",
                                "LIFE-14",
                                trades(trade -> trade.set("createdAt", trade.path("updatedAt"))))
                        .mayViolate("LIFE-03", "HIST-09"),
                of("external-id-lost", "externalId is gone when a deposit is completed.", "LIFE-14", trades(trade -> {
                            if (trade.path("status").asText().equals("COMPLETED")) {
                                trade.remove("externalId");
                            }
                        }))
                        .mayViolate("DEP-05"),
                of("user-changes", "clientUserId is another one on HOLD.", "LIFE-14", trades(trade -> {
                    if (trade.path("status").asText().equals("HOLD")) {
                        trade.put("clientUserId", "00000000-0000-4000-8000-000000000000");
                    }
                })),
                of(
                                "instants-without-milliseconds",
                                "updatedAt has no milliseconds.",
                                "LIFE-15",
                                trades(trade -> trade.put(
                                        "updatedAt",
                                        trade.path("updatedAt").asText().replaceFirst("\\.\\d+Z", "Z"))))
                        .mayViolate("DEP-01", "CALL-04", "HIST-02", "WDR-01"),
                of(
                        "updated-at-goes-back",
                        "updatedAt is createdAt again when a deposit is completed.",
                        "LIFE-15",
                        trades(trade -> {
                            if (trade.path("status").asText().equals("COMPLETED")) {
                                trade.set("updatedAt", trade.path("createdAt"));
                            }
                        })));
    }
}
