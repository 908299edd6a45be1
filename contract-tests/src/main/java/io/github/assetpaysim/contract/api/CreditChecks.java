package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.of;

import io.github.assetpaysim.contract.plan.CheckFailure;
import java.math.BigDecimal;
import java.util.List;

/** How what a deposit is worth is split into what is credited at once and what at the end (A8). */
final class CreditChecks {
    private static final String NOW = "preCredit";
    private static final String LATER = "pendingCredit";

    private CreditChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                of("LIFE-05", 0, CreditChecks::addUp),
                of("LIFE-06", 0, CreditChecks::notBefore),
                of("LIFE-07", 0, CreditChecks::atMostTheCollateral),
                of("LIFE-08", 15, CreditChecks::nothingAtOnce),
                of("LIFE-09", 20, CreditChecks::rustInFull));
    }

    private static void addUp(ApiContext context) throws Exception {
        OrdinaryDeposit.Walk walk = context.ordinaryDeposit();
        walk.at("HOLD");
        for (Sighting sighting : walk.trade().sightings("HOLD", "COMPLETED")) {
            BigDecimal sum = sighting.amount(NOW).add(sighting.amount(LATER));
            if (sum.compareTo(walk.total()) != 0) {
                throw CheckFailure.violated(
                        NOW + " and " + LATER + " in " + sighting + " to add up to " + walk.total(),
                        sighting.trade().path(NOW) + " and " + sighting.trade().path(LATER));
            }
        }
    }

    private static void notBefore(ApiContext context) throws Exception {
        for (Sighting sighting : context.ordinaryDeposit().trade().sightings("INITIATED", "PENDING", "ACTIVE")) {
            sighting.requireNo(NOW);
            sighting.requireNo(LATER);
            sighting.requireNo("holdEndDate");
        }
    }

    private static void atMostTheCollateral(ApiContext context) throws Exception {
        OrdinaryDeposit.Walk walk = context.ordinaryDeposit();
        walk.at("HOLD");
        if (walk.collateral() == null) {
            throw CheckFailure.blocked("needs the inventory's collateral, which INV-01 is about");
        }
        BigDecimal expected = walk.total().min(walk.collateral().max(BigDecimal.ZERO));
        walk.trade().sightings("HOLD", "COMPLETED").forEach(sighting -> sighting.requireAmount(NOW, expected));
    }

    private static void nothingAtOnce(ApiContext context) throws Exception {
        Trader trader = context.trader();
        var items = trader.depositable("730", 1).subList(0, 1);
        BigDecimal total = items.get(0).at("/offer/price").decimalValue();
        StartedTrade trade = trader.deposits(trader.order("730", items).put("isInstant", false))
                .reaches("PENDING")
                .passes("HOLD");
        if (trader.isControlled()) {
            trade.passes("COMPLETED");
        }
        for (Sighting sighting : trade.sightings("HOLD", "COMPLETED")) {
            sighting.requireAmount(NOW, BigDecimal.ZERO);
            sighting.requireAmount(LATER, total);
        }
    }

    private static void rustInFull(ApiContext context) throws Exception {
        StackDeposit stacks = StackDeposit.start(context);
        StartedTrade trade = stacks.trade().reaches("PENDING").passes("COMPLETED");
        for (Sighting sighting : trade.sightings("COMPLETED")) {
            if (sighting.trade().has(NOW) || sighting.trade().has(LATER)) {
                sighting.requireAmount(LATER, BigDecimal.ZERO);
                sighting.requireAmount(NOW, stacks.total());
            }
        }
    }
}
