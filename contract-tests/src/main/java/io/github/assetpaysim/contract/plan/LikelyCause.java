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
    private static final String NO_KEY = "no unique key, or looked up before it was written";

    /** The first that finds something tells it. */
    private static final List<Function<Balance, String>> ROWS = List.of(
            LikelyCause::isNoWholeCents,
            LikelyCause::isAnotherUnit,
            LikelyCause::isWithdrawnOtherwise,
            LikelyCause::isTakenBackTooOften,
            LikelyCause::isStillThere,
            LikelyCause::isCreditedAtCopies,
            LikelyCause::isPreCreditMistaken,
            LikelyCause::isWholeDollars,
            LikelyCause::isOffByOneCent,
            LikelyCause::isRefused,
            LikelyCause::isAcknowledgedOnly);

    private LikelyCause() {}

    /**
     * A deposit that a balance is made of.
     *
     * @param total USD
     * @param preCredit USD of it that may be credited at HOLD
     */
    public record Trade(String id, BigDecimal total, BigDecimal preCredit) {
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
     */
    public record Withdrawn(String id, BigDecimal price) {}

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
                                    && trade.parts().stream().anyMatch(part -> same(tooMuch(), part)));
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

    private static String isWithdrawnOtherwise(Balance balance) {
        for (Withdrawn withdrawal : balance.withdrawals()) {
            boolean tooMuch = isMultiple(balance.tooMuch(), withdrawal.price()) > 0;
            boolean tooLittle = same(balance.tooMuch().negate(), withdrawal.price());
            if (!tooMuch && !tooLittle) {
                continue;
            }
            boolean approved = balance.callbacks(withdrawal.id())
                    .anyMatch(callback -> callback.event().equals(GATE) && callback.isAcknowledged());
            if (balance.isOver(withdrawal.id())) {
                if (tooLittle) {
                    return "the refund is missing";
                }
                return balance.arrivals(withdrawal.id(), UNSUCCESSFUL) > 1
                        ? "refunded at more than one copy of the ending: " + NO_KEY
                        : "refunded more than was debited, or what was never debited";
            }
            if (tooMuch) {
                return approved
                        ? "approved and not debited, or credited by a later status"
                        : "a withdrawal is credited";
            }
            if (!approved) {
                return "debited and then refused";
            }
            return balance.arrivals(withdrawal.id(), Set.of(GATE)) > 1
                    ? "debited at the second copy of the gate: " + NO_KEY
                    : "debited twice, though the gate came once";
        }
        return balance.withdrawals().isEmpty() || balance.came().signum() >= 0
                ? null
                : "below zero: debited what the user did not have";
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
                    return "credited at " + (more == 1 ? "the second copy" : more + " copies") + ": " + NO_KEY;
                }
            }
        }
        return null;
    }

    private static String isPreCreditMistaken(Balance balance) {
        for (Trade trade : balance.trades()) {
            if (!balance.came(trade.id(), "COMPLETED") || !balance.isDue(trade.total()) || !trade.hasTwoParts()) {
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

    private static String isOffByOneCent(Balance balance) {
        if (same(balance.tooMuch(), CENT.negate())) {
            return "a cent was cut off: round after multiplying by 100, for in binary floating point 4.35 * 100 is less than 435";
        }
        return same(balance.tooMuch(), CENT) ? "a cent was rounded up" : null;
    }

    private static String isRefused(Balance balance) {
        return balance.tooMuch().signum() < 0 && balance.withdrawals().isEmpty()
                ? balance.callbacks().stream()
                        .filter(callback -> !callback.isAcknowledged())
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
                .map(status ->
                        status + " was answered 200 and nothing was booked: acknowledge what is written, not before")
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
}
