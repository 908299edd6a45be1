package io.github.assetpaysim.contract.merchant;

import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.SentCallback;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** One user of a scene, played by the kit. For one thread. */
final class TestUser {
    private final CheckContext context;
    private final String steamId;
    private final UserSpec spec;
    private final List<Deposit> started = new ArrayList<>();
    /** What the merchant had credited before the first deposit; null until then, or without a probe. */
    private BigDecimal before;

    TestUser(CheckContext context, String steamId, UserSpec spec) {
        this.context = context;
        this.steamId = steamId;
        this.spec = spec;
    }

    String steamId() {
        return steamId;
    }

    UserSpec spec() {
        return spec;
    }

    List<Deposit> started() {
        return started;
    }

    /** Starts a deposit, asking for instant credit as AssetPay does by itself. */
    Deposit deposits(TestItem... testItems) throws IOException, InterruptedException {
        return deposits(true, testItems);
    }

    /** Starts a deposit. */
    Deposit deposits(boolean isInstant, TestItem... testItems) throws IOException, InterruptedException {
        MerchantUnderTest merchant = context.merchant();
        remember();
        List<String> known = started.stream().map(Deposit::tradeId).toList();
        String id = merchant.start(steamId, List.of(testItems), isInstant, context.check(), known);
        context.notes().line("user " + steamId + " deposits " + shown(testItems) + ": trade " + id);
        Deposit deposit = new Deposit(context, id);
        started.add(deposit);
        return deposit;
    }

    /** Reads what the user had before, if that was not done yet. */
    void remember() throws InterruptedException {
        if (before == null && context.merchant().ledger().isThere()) {
            before = context.merchant().ledger().balance(steamId);
        }
    }

    /** Has deposited something before, all the way. */
    void hasDeposited(TestItem testItem) throws IOException, InterruptedException {
        deposits(testItem).completes();
        reaches(testItem.price());
    }

    /** Waits for a while until this much has been credited in all; without that the check shows nothing and is skipped. */
    void reaches(BigDecimal credited) throws InterruptedException {
        if (before == null) {
            return;
        }
        BigDecimal reached =
                context.merchant().ledger().reach(steamId, before.add(credited)).subtract(before);
        if (reached.compareTo(credited) != 0) {
            throw CheckFailure.blocked("needs " + shown(credited) + " USD to be credited first, and " + shown(reached)
                    + " USD were, which other requirements are about");
        }
    }

    /** Whether a callback about one of the deposits was not answered in time. */
    boolean letsTimeOut() throws IOException, InterruptedException {
        for (Deposit deposit : started) {
            if (deposit.callbacks().stream().anyMatch(SentCallback::isTimedOut)) {
                return true;
            }
        }
        return false;
    }

    /** Waits until the merchant has done what it is going to do. */
    void settles() throws InterruptedException {
        if (before != null) {
            credited();
        }
    }

    /** Waits likewise for what is credited at HOLD of a deposit, on top of what was credited before. */
    void reachesHold(BigDecimal earlier, BigDecimal total) throws InterruptedException {
        CreditPolicy policy = context.ordinary().walk().policy();
        if (policy != null) {
            reaches(earlier.add(policy.atHold(spec.preCredit(total))));
        }
    }

    /** What was credited in all, once it has stopped changing. */
    Ledger.Settled credited() throws InterruptedException {
        return credited(context.merchant().ledger().settled(List.of(steamId)).get(0));
    }

    /** What was credited since the first deposit, of a balance that has settled. */
    private Ledger.Settled credited(Ledger.Settled settled) {
        Ledger.Settled credited = new Ledger.Settled(
                settled.balance().subtract(before),
                settled.passed().stream().map(each -> each.subtract(before)).toList());
        context.notes().line("user " + steamId + " is credited " + shown(credited.balance()) + " USD in all");
        return credited;
    }

    /** Checks what was credited in all, once it has stopped changing. */
    void isCredited(BigDecimal expected, String why) throws IOException, InterruptedException {
        check(new ExpectedBalance(this, expected, why), credited());
    }

    /**
     * What one of several users must have been credited in all.
     *
     * @param why in words that follow a comma
     */
    record ExpectedBalance(TestUser user, BigDecimal usd, String why) {}

    /** Checks what several users were credited, once none of it changes any more. */
    static void areCredited(ExpectedBalance... dues) throws IOException, InterruptedException {
        List<Ledger.Settled> credited =
                credited(Arrays.stream(dues).map(ExpectedBalance::user).toArray(TestUser[]::new));
        for (int i = 0; i < dues.length; i++) {
            check(dues[i], credited.get(i));
        }
    }

    /** What several users were credited in all, once none of it changes any more. */
    static List<Ledger.Settled> credited(TestUser... users) throws InterruptedException {
        Ledger ledger = users[0].context.merchant().ledger();
        List<Ledger.Settled> settled =
                ledger.settled(Arrays.stream(users).map(user -> user.steamId).toList());
        List<Ledger.Settled> credited = new ArrayList<>();
        for (int i = 0; i < users.length; i++) {
            credited.add(users[i].credited(settled.get(i)));
        }
        return credited;
    }

    private static void check(ExpectedBalance due, Ledger.Settled credited) throws IOException, InterruptedException {
        if (credited.balance().compareTo(due.usd()) != 0) {
            if (due.user().context.isInDoubt()) {
                due.user().context.requireNoRush();
            }
            throw CheckFailure.violated(
                    shown(due.usd()) + " USD credited to user " + due.user().steamId + " in all, " + due.why(),
                    shown(credited.balance()) + " USD");
        }
    }

    /** A demand for {@link #areCredited}. */
    ExpectedBalance due(BigDecimal usd, String why) {
        return new ExpectedBalance(this, usd, why);
    }

    private static String shown(TestItem... testItems) {
        return Arrays.stream(testItems)
                .map(testItem -> testItem.marketHashName() + " for " + shown(testItem.price()) + " USD")
                .collect(Collectors.joining(", "));
    }

    /** An amount of USD, with cents. */
    static String shown(BigDecimal usd) {
        BigDecimal plain = usd.stripTrailingZeros();
        return (plain.scale() < 2 ? plain.setScale(2) : plain).toPlainString();
    }
}
