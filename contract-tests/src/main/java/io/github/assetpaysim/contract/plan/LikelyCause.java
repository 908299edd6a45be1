package io.github.assetpaysim.contract.plan;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What probably lies behind a violation. Each row says what the numbers and answers themselves show; where they show nothing, there is
 * no likely cause. Long, for it is one table: a row for each way to be wrong, tried in order.
 */
public final class LikelyCause {
    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final BigDecimal HALF_A_CENT = new BigDecimal("0.005");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final Set<String> UNSUCCESSFUL = Set.of("DECLINED", "FAILED", "CANCELED", "REVERTED");
    private static final Set<String> CREDITING = Set.of("HOLD", "COMPLETED");
    private static final String GATE = "INITIATED";
    private static final String AT_ONCE = "at-once-with-next";
    private static final String NO_KEY = "no unique key, or looked up before it was written";

    /** The first that finds something tells it. */
    private static final List<Function<Balance, String>> ROWS = List.of(
            LikelyCause::isNoWholeCents,
            LikelyCause::isAnotherUnit,
            LikelyCause::isWithdrawnOtherwise,
            LikelyCause::isAtOnceWithNext,
            LikelyCause::isTakenBackTooOften,
            LikelyCause::isStillThere,
            LikelyCause::isCreditedAtCopies,
            LikelyCause::isOneOfSeveralMissing,
            LikelyCause::isPreCreditMistaken,
            LikelyCause::isFirstItemOnly,
            LikelyCause::isWholeDollars,
            LikelyCause::isOffByCents,
            LikelyCause::isRefused,
            LikelyCause::isAcknowledgedOnly);

    private LikelyCause() {}

    /**
     * A deposit that a balance is made of.
     *
     * @param total USD
     * @param preCredit USD of it that may be credited at HOLD
     * @param first USD, what its first item costs
     */
    public record Trade(String id, BigDecimal total, BigDecimal preCredit, BigDecimal first) {
        private BigDecimal pendingCredit() {
            return total.subtract(preCredit);
        }

        private boolean hasTwoParts() {
            return preCredit.signum() > 0 && pendingCredit().signum() > 0;
        }

        private List<BigDecimal> parts() {
            return hasTwoParts() ? List.of(total, preCredit, pendingCredit()) : List.of(total);
        }
    }

    /**
     * A withdrawal that was taken off a balance, or should have been.
     *
     * @param price USD
     * @param first USD, what its first item costs
     */
    public record Withdrawn(String id, BigDecimal price, BigDecimal first) {}

    /**
     * A wrong balance: what one user has since the first of some trades.
     *
     * @param expected USD
     * @param passed every balance that was seen on the way in USD, in order, the wrong one last
     * @param trades deposits that make the balance
     * @param withdrawals likewise; with some of them, deposits are not looked at, for those were credited before
     * @param callbacks about them, with their answers
     */
    public record Balance(
            BigDecimal expected,
            List<BigDecimal> passed,
            List<Trade> trades,
            List<Withdrawn> withdrawals,
            List<SentCallback> callbacks) {
        public Balance {
            trades = withdrawals.isEmpty() ? trades : List.of();
        }

        private BigDecimal came() {
            return passed.get(passed.size() - 1);
        }

        /** Whether the expected balance has room for an amount; what is not due even once is not credited again. */
        private boolean isDue(BigDecimal amount) {
            return expected.compareTo(amount) >= 0;
        }

        private BigDecimal tooMuch() {
            return came().subtract(expected);
        }

        private Stream<SentCallback> callbacks(String trade) {
            return callbacks.stream().filter(callback -> callback.tradeId().equals(trade));
        }

        private boolean came(String trade, String status) {
            return callbacks(trade)
                    .anyMatch(callback -> callback.event().equals(status)
                            && !callback.answers().isEmpty());
        }

        private boolean isOver(String trade) {
            return UNSUCCESSFUL.stream().anyMatch(status -> came(trade, status));
        }

        /** How many deposits came to their end beside the withdrawals; the first of them pays for those. */
        private long completedDeposits() {
            List<String> withdrawn = withdrawals.stream().map(Withdrawn::id).toList();
            return callbacks.stream()
                    .filter(callback -> callback.event().equals("COMPLETED"))
                    .map(SentCallback::tradeId)
                    .filter(trade -> !withdrawn.contains(trade))
                    .distinct()
                    .count();
        }

        private Stream<SentCallback> gates(String trade) {
            return callbacks(trade).filter(callback -> callback.event().equals(GATE));
        }

        /** Whether its gate was approved as AssetPay asks; what a forged gate was answered is no approval. */
        private boolean isApproved(String trade) {
            return gates(trade).anyMatch(gate -> gate.genuine() && gate.isAcknowledged());
        }

        /** Whether something but the ending came twice, or otherwise than in its turn. */
        private boolean isOutOfTurn(String trade) {
            return callbacks(trade)
                    .filter(callback -> !UNSUCCESSFUL.contains(callback.event()))
                    .anyMatch(callback ->
                            callback.fault() != null || callback.answers().size() > 1);
        }

        /** How often one of some statuses of a trade came, the one that came most often. */
        private long arrivals(String trade, Set<String> statuses) {
            return statuses.stream()
                    .mapToLong(status -> callbacks(trade)
                            .filter(callback -> callback.event().equals(status))
                            .mapToLong(callback -> callback.answers().size())
                            .sum())
                    .max()
                    .orElse(0);
        }

        /** Whether the merchant may come to the expected balance yet, having been too slow. */
        public boolean mayChangeYet() {
            return tooMuch().signum() < 0
                    || trades.stream()
                            .anyMatch(trade -> isOver(trade.id())
                                    && trade.parts().stream().anyMatch(part -> same(tooMuch(), part)))
                    || withdrawals.stream()
                            .anyMatch(each ->
                                    isApproved(each.id()) && !isOver(each.id()) && same(tooMuch(), each.price()));
        }
    }

    /** What lies behind a wrong balance, or null. */
    public static String of(Balance balance) {
        return ROWS.stream()
                .map(row -> row.apply(balance))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static String isNoWholeCents(Balance balance) {
        BigDecimal came = balance.came().stripTrailingZeros();
        return came.scale() > 2 && balance.tooMuch().abs().compareTo(HALF_A_CENT) < 0
                ? came.toPlainString() + ": binary floating point; count in cents"
                : null;
    }

    private static String isAnotherUnit(Balance balance) {
        if (balance.expected().signum() == 0) {
            return null;
        }
        if (same(balance.came(), balance.expected().multiply(HUNDRED))) {
            return "a hundred times as much: cents are taken for dollars, or the probe tells cents";
        }
        return same(balance.came().multiply(HUNDRED), balance.expected())
                ? "a hundredth: dollars are taken for cents"
                : null;
    }

    /** Where several withdrawals explain it differently, none does. */
    private static String isWithdrawnOtherwise(Balance balance) {
        List<String> causes = balance.withdrawals().stream()
                .map(withdrawal -> isWithdrawnOtherwise(balance, withdrawal))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (!causes.isEmpty()) {
            return causes.size() == 1 ? causes.get(0) : null;
        }
        return balance.withdrawals().isEmpty() || balance.came().signum() >= 0
                ? null
                : "below zero: debited what the user did not have";
    }

    private static String isWithdrawnOtherwise(Balance balance, Withdrawn withdrawal) {
        int tooOften = isMultiple(balance.tooMuch(), withdrawal.price());
        int tooSeldom = isMultiple(balance.tooMuch().negate(), withdrawal.price());
        boolean approved = balance.isApproved(withdrawal.id());
        boolean over = balance.isOver(withdrawal.id());
        if (tooOften > 0) {
            if (!approved) {
                return over ? "gave back what was never debited" : "a withdrawal is credited";
            }
            return over ? givenBackTooMuch(balance, withdrawal) : notDebited(balance, withdrawal, tooOften);
        }
        if (tooSeldom == 0) {
            return approved && !over && isFirstItemOnly(balance.tooMuch(), withdrawal.price(), withdrawal.first())
                    ? "only the price of the first item was debited"
                    : null;
        }
        if (!approved) {
            return debitedAllTheSame(balance, withdrawal);
        }
        long copies = balance.arrivals(withdrawal.id(), Set.of(GATE));
        if (over) {
            return tooSeldom > 1 ? null : notGivenBack(balance, withdrawal, copies);
        }
        if (tooSeldom < copies) {
            return "debited at " + copies(tooSeldom) + " of the gate: " + NO_KEY;
        }
        return tooSeldom == 1 ? "debited twice, though the gate came once" : null;
    }

    private static String givenBackTooMuch(Balance balance, Withdrawn withdrawal) {
        return balance.arrivals(withdrawal.id(), UNSUCCESSFUL) > 1
                ? "gave back at more than one copy of the ending, or more than was debited"
                : "gave back more than was debited, or what was never debited";
    }

    private static String notDebited(Balance balance, Withdrawn withdrawal, int tooOften) {
        boolean wentOn = balance.callbacks(withdrawal.id())
                .anyMatch(callback -> !callback.event().equals(GATE));
        if (tooOften > 1) {
            return null;
        }
        if (balance.completedDeposits() > 1) {
            return "approved and not debited, or a credit overwrote the debit";
        }
        return wentOn ? "approved and not debited, or credited by a later status" : "approved and not debited";
    }

    private static String debitedAllTheSame(Balance balance, Withdrawn withdrawal) {
        if (balance.gates(withdrawal.id()).anyMatch(gate -> !gate.genuine())) {
            return "debited at a gate that was forged or broken, or that came with the ending or after it";
        }
        return balance.came(withdrawal.id(), GATE) ? "debited and not approved" : "debited without a gate";
    }

    private static String notGivenBack(Balance balance, Withdrawn withdrawal, long copies) {
        if (copies > 1
                && balance.gates(withdrawal.id())
                        .flatMap(gate -> gate.answers().stream())
                        .anyMatch(answer -> answer.status() != null && answer.status() / 100 == 4)) {
            return "debited at one copy of the gate and refused at another";
        }
        return balance.isOutOfTurn(withdrawal.id())
                ? "the refund is missing, or what came after the ending debited again"
                : "the refund is missing";
    }

    /** What is right in turn and wrong at the same instant has no other cause, whichever number came of it. */
    private static String isAtOnceWithNext(Balance balance) {
        return balance.callbacks().stream()
                .filter(callback -> AT_ONCE.equals(callback.fault()) && callback.isAcknowledged())
                .findFirst()
                .map(callback -> callback.event() + " and what follows it came at the same instant: one overwrote the"
                        + " other, or decided before the other had booked")
                .orElse(null);
    }

    private static String isTakenBackTooOften(Balance balance) {
        BigDecimal missing = balance.tooMuch().negate();
        if (missing.signum() <= 0) {
            return null;
        }
        for (Trade trade : balance.trades()) {
            boolean parts = trade.parts().stream().anyMatch(part -> isMultiple(missing, part) > 0);
            if (balance.isOver(trade.id()) && parts) {
                return balance.arrivals(trade.id(), UNSUCCESSFUL) > 1
                        ? "took back at more than one copy of the ending: " + NO_KEY
                        : "took back what it had not credited, or more than that";
            }
        }
        return balance.came().signum() < 0 ? "below zero: took back what it never gave, or more than it gave" : null;
    }

    private static String isStillThere(Balance balance) {
        for (Trade trade : balance.trades()) {
            if (balance.isOver(trade.id()) && same(balance.tooMuch(), trade.total())) {
                return "the whole deposit is still credited: not taken back, or credited by what came after the ending";
            }
            if (balance.isOver(trade.id()) && trade.hasTwoParts() && same(balance.tooMuch(), trade.preCredit())) {
                return "preCredit is still credited: not taken back, or credited by what came after the ending";
            }
            if (balance.isOver(trade.id()) && trade.hasTwoParts() && same(balance.tooMuch(), trade.pendingCredit())) {
                return "pendingCredit is still credited: only preCredit was taken back";
            }
        }
        return null;
    }

    private static String isCreditedAtCopies(Balance balance) {
        for (Trade trade : balance.trades()) {
            for (BigDecimal part : trade.parts()) {
                int more = isMultiple(balance.tooMuch(), part);
                if (balance.isDue(part) && more > 0 && more < balance.arrivals(trade.id(), CREDITING)) {
                    return "credited at " + copies(more) + ": " + NO_KEY;
                }
            }
        }
        return null;
    }

    private static String copies(int more) {
        return more == 1 ? "the second copy" : more + " copies";
    }

    private static String isOneOfSeveralMissing(Balance balance) {
        List<Trade> credited = balance.trades().stream()
                .filter(trade -> CREDITING.stream().anyMatch(status -> balance.came(trade.id(), status)))
                .filter(trade -> !balance.isOver(trade.id()))
                .toList();
        return credited.size() > 1
                        && balance.callbacks().stream().allMatch(SentCallback::isAcknowledged)
                        && credited.stream()
                                .flatMap(trade -> trade.parts().stream())
                                .anyMatch(part -> same(balance.tooMuch().negate(), part))
                ? "one of several credits got lost: overwritten by another, or told apart by the user alone"
                : null;
    }

    private static String isPreCreditMistaken(Balance balance) {
        for (Trade trade : balance.trades()) {
            if (balance.trades().size() > 1
                    || !balance.came(trade.id(), "COMPLETED")
                    || !balance.isDue(trade.total())
                    || !trade.hasTwoParts()) {
                continue;
            }
            if (same(balance.tooMuch(), trade.preCredit())) {
                return "preCredit is credited again at COMPLETED, where only pendingCredit is left";
            }
            if (same(balance.tooMuch(), trade.total())) {
                return "credited in full at two statuses, though none came twice";
            }
            boolean ambiguous = same(trade.preCredit(), trade.pendingCredit());
            if (!ambiguous && same(balance.tooMuch().negate(), trade.preCredit())) {
                return "only pendingCredit is credited: who credits nothing at HOLD owes the total at COMPLETED";
            }
            if (!ambiguous && same(balance.tooMuch().negate(), trade.pendingCredit())) {
                return "only preCredit is credited: pendingCredit is missing, which is due at COMPLETED";
            }
        }
        return null;
    }

    private static String isWholeDollars(Balance balance) {
        return balance.came().signum() != 0
                        && balance.came().stripTrailingZeros().scale() <= 0
                        && balance.tooMuch().abs().compareTo(BigDecimal.ONE) < 0
                ? "rounded to whole dollars"
                : null;
    }

    private static String isFirstItemOnly(Balance balance) {
        return balance.trades().stream()
                        .filter(trade -> balance.came(trade.id(), "COMPLETED") && !balance.isOver(trade.id()))
                        .anyMatch(trade -> isFirstItemOnly(balance.tooMuch().negate(), trade.total(), trade.first()))
                ? "only the price of the first item was credited"
                : null;
    }

    private static boolean isFirstItemOnly(BigDecimal lacks, BigDecimal all, BigDecimal first) {
        return first.compareTo(all) < 0 && same(lacks, all.subtract(first));
    }

    /** A cent for each amount that was rounded; what was given back has been rounded twice, and shows nothing. */
    private static String isOffByCents(Balance balance) {
        BigDecimal more = balance.withdrawals().isEmpty()
                ? balance.tooMuch()
                : balance.tooMuch().negate();
        int amounts = Math.max(balance.trades().size(), balance.withdrawals().size());
        if (isMultiple(more.abs(), CENT) == 0
                || isMultiple(more.abs(), CENT) > amounts
                || balance.withdrawals().stream().anyMatch(each -> balance.isOver(each.id()))) {
            return null;
        }
        return more.signum() > 0
                ? "a cent was rounded up"
                : "a cent was cut off: round after multiplying by 100, for in binary floating point 4.35 * 100 is less than 435";
    }

    private static String isRefused(Balance balance) {
        return balance.tooMuch().signum() < 0 && balance.withdrawals().isEmpty()
                ? balance.callbacks().stream()
                        .filter(callback -> callback.genuine() && !callback.isAcknowledged())
                        .map(LikelyCause::ofAnswers)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private static String isAcknowledgedOnly(Balance balance) {
        boolean nothing = balance.passed().stream().allMatch(each -> each.signum() == 0);
        if (!nothing || !balance.withdrawals().isEmpty() || balance.expected().signum() <= 0) {
            return null;
        }
        return Stream.of("COMPLETED", "HOLD")
                .filter(status -> balance.callbacks().stream()
                        .anyMatch(callback -> callback.event().equals(status) && callback.isAcknowledged()))
                .findFirst()
                .map(status -> status + " was answered 200, and nothing was booked as long as --settle waits")
                .orElse(null);
    }

    private static boolean same(BigDecimal one, BigDecimal other) {
        return one.compareTo(other) == 0;
    }

    /** How many times the amount makes the sum; 0 when it does not. */
    private static int isMultiple(BigDecimal sum, BigDecimal amount) {
        BigDecimal[] times = sum.divideAndRemainder(amount);
        return sum.signum() > 0 && times[1].signum() == 0 ? times[0].intValue() : 0;
    }

    /** What lies behind the last answer to a callback that was not 200, or null. */
    public static String ofAnswers(SentCallback callback) {
        return AnswerCause.of(callback);
    }

    /** What lies behind the answers to a gate that was to be approved or refused, or null. */
    public static String ofGate(SentCallback gate) {
        return AnswerCause.ofGate(gate);
    }
}
