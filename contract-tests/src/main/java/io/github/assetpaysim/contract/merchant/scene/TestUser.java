package io.github.assetpaysim.contract.merchant.scene;

import io.github.assetpaysim.contract.merchant.probe.Ledger;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.LikelyCause;
import io.github.assetpaysim.contract.plan.SentCallback;
import io.github.assetpaysim.contract.simulator.TestItem;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/** One user of a scene, played by the kit. For one thread. */
public final class TestUser {
    private final CheckState state;
    private final PreparedUser user;
    private final List<PlayedTrade> started = new ArrayList<>();
    private final List<LikelyCause.Trade> trades = new ArrayList<>();
    /** What the merchant had credited before the first deposit; null until then, or without a probe. */
    private BigDecimal before;

    private TestUser(CheckState state, PreparedUser user) {
        this.state = state;
        this.user = user;
    }

    /** Users of one check, whom the simulator is told of. */
    public static List<TestUser> of(CheckState state, List<PreparedUser> prepared)
            throws IOException, InterruptedException {
        List<TestUser> users = new ArrayList<>();
        for (PreparedUser user : prepared) {
            state.merchant().session().prepareUser(user.steamId(), user.spec().collateral(), user.owns());
            users.add(new TestUser(state, user));
        }
        return users;
    }

    /** His Steam id, which no other user of any run has. */
    public String steamId() {
        return user.steamId();
    }

    /** What the check needs him for. */
    public UserSpec spec() {
        return user.spec();
    }

    /** USD that he has deposited to pay for withdrawals; zero for one who has nothing. */
    public BigDecimal funds() {
        return user.funds() == null ? BigDecimal.ZERO : user.funds().price();
    }

    /** His trades so far, deposits and withdrawals, in order. */
    public List<PlayedTrade> started() {
        return started;
    }

    /** Starts a deposit, asking for instant credit as AssetPay does by itself. */
    public PlayedTrade deposits(TestItem... testItems) throws IOException, InterruptedException {
        return deposits(true, testItems);
    }

    /** Starts a deposit. */
    public PlayedTrade deposits(boolean isInstant, TestItem... testItems) throws IOException, InterruptedException {
        MerchantUnderTest merchant = state.merchant();
        remember();
        List<String> known = started.stream().map(PlayedTrade::tradeId).toList();
        String id = merchant.start(user, List.of(testItems), isInstant, state.check(), known);
        state.notes().line("user " + steamId() + " deposits " + shown(testItems) + ": trade " + id);
        PlayedTrade deposit = new PlayedTrade(state, id);
        started.add(deposit);
        BigDecimal total = Arrays.stream(testItems).map(TestItem::price).reduce(BigDecimal.ZERO, BigDecimal::add);
        trades.add(new LikelyCause.Trade(
                id, total, isInstant ? spec().preCredit(total) : BigDecimal.ZERO, testItems[0].price()));
        return deposit;
    }

    /** Deposits what he pays withdrawals with; the check is skipped when it is not credited. */
    public TestUser isFunded() throws IOException, InterruptedException {
        remember();
        if (user.funds() != null) {
            hasDeposited(user.funds());
        }
        return this;
    }

    /** Deposits once more what he paid withdrawals with, and has again. */
    public PlayedTrade depositsFundsAgain() throws IOException, InterruptedException {
        return deposits(user.funds()).completes();
    }

    /** Tries to deposit what he pays withdrawals with, but declines the offer; so the merchant knows him, and he has nothing. */
    public TestUser isKnown() throws IOException, InterruptedException {
        deposits(user.funds()).isOffered().happens("decline").isTold("DECLINED");
        reaches(BigDecimal.ZERO);
        return this;
    }

    /** Withdraws one of his listings; the merchant is asked meanwhile. */
    public Withdrawal withdraws(int listing) throws IOException, InterruptedException {
        remember();
        return started(start(user.listings().subList(listing, listing + 1)));
    }

    /** Withdraws all of his listings in one trade. */
    public Withdrawal withdrawsAll() throws IOException, InterruptedException {
        remember();
        return started(start(user.listings()));
    }

    /** Withdraws several of his listings at the same time, the first ones. */
    public List<Withdrawal> withdrawsAtOnce(int count) throws IOException, InterruptedException {
        return withdrawAtOnce(Collections.nCopies(count, this));
    }

    /** Each withdraws at the same time: his first listing, or the next one when he stands there more than once. */
    public static List<Withdrawal> withdrawAtOnce(List<TestUser> users) throws IOException, InterruptedException {
        List<FutureTask<Withdrawal>> starting = new ArrayList<>();
        Map<TestUser, Integer> next = new HashMap<>();
        for (TestUser user : users) {
            user.remember();
            int listing = next.merge(user, 1, Integer::sum) - 1;
            starting.add(new FutureTask<>(() -> user.start(user.user.listings().subList(listing, listing + 1))));
        }
        starting.forEach(TestUser::begin);
        // While one of them starts, it reads what its user has started before.
        List<Withdrawal> withdrawals = new ArrayList<>();
        for (FutureTask<Withdrawal> each : starting) {
            withdrawals.add(result(each));
        }
        for (int i = 0; i < users.size(); i++) {
            users.get(i).started(withdrawals.get(i));
        }
        return withdrawals;
    }

    /** Withdraws his first listing, and at the same time something happens to a deposit of his. */
    public Withdrawal withdrawsWhile(PlayedTrade deposit, String event) throws IOException, InterruptedException {
        remember();
        FutureTask<Withdrawal> starting =
                new FutureTask<>(() -> start(user.listings().subList(0, 1)));
        begin(starting);
        deposit.happens(event);
        return started(result(starting));
    }

    private static void begin(FutureTask<Withdrawal> starting) {
        Thread thread = new Thread(starting, "assetpay-at-once");
        thread.setDaemon(true);
        thread.start();
    }

    private static Withdrawal result(FutureTask<Withdrawal> starting) throws IOException, InterruptedException {
        try {
            return starting.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CheckFailure failure) {
                throw failure;
            }
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    /** Only reads what all threads may read. */
    private Withdrawal start(List<Listing> listings) throws IOException, InterruptedException {
        List<String> known = started.stream().map(PlayedTrade::tradeId).toList();
        MerchantUnderTest.Started withdrawal = state.merchant().withdraw(steamId(), listings, state.check(), known);
        String id = withdrawal.tradeId();
        // Of two at the same time, a merchant's own may be told apart by nothing else.
        BigDecimal price = id == null || state.merchant().settings().startWithdrawal() == null
                ? Listing.total(listings)
                : state.merchant().session().trade(id).path("totalPrice").decimalValue();
        return new Withdrawal(state, withdrawal, price, listings.get(0).price());
    }

    private Withdrawal started(Withdrawal withdrawal) throws IOException, InterruptedException {
        String id = withdrawal.tradeId();
        state.notes()
                .line("user " + steamId() + " withdraws for " + Usd.shown(withdrawal.price()) + " USD: "
                        + (id == null ? withdrawal.answered() : "trade " + id));
        if (id != null) {
            started.add(withdrawal);
        }
        return withdrawal;
    }

    /** Reads what the user had before, if that was not done yet. */
    public void remember() throws InterruptedException {
        if (before == null && state.merchant().ledger().isThere()) {
            before = state.merchant().ledger().balance(steamId());
        }
    }

    /** Has deposited something before, all the way. */
    public void hasDeposited(TestItem testItem) throws IOException, InterruptedException {
        deposits(testItem).completes();
        reaches(testItem.price());
    }

    /** Waits for a while until this much has been credited in all; without that the check shows nothing and is skipped. */
    public void reaches(BigDecimal credited) throws InterruptedException {
        if (before == null) {
            return;
        }
        BigDecimal reached =
                state.merchant().ledger().reach(steamId(), before.add(credited)).subtract(before);
        if (reached.compareTo(credited) != 0) {
            throw CheckFailure.blocked("needs " + Usd.shown(credited) + " USD to be credited first, and "
                    + Usd.shown(reached) + " USD were, which other requirements are about");
        }
    }

    /** Whether a callback about one of the deposits was not answered in time. */
    public boolean letsTimeOut() throws IOException, InterruptedException {
        for (PlayedTrade deposit : started) {
            if (deposit.callbacks().stream().anyMatch(SentCallback::isTimedOut)) {
                return true;
            }
        }
        return false;
    }

    /** Waits until the merchant has done what it is going to do. */
    public void settles() throws InterruptedException {
        if (before != null) {
            credited();
        }
    }

    /** What was credited in all, once it has stopped changing. */
    public Ledger.Settled credited() throws InterruptedException {
        return credited(state.merchant().ledger().settled(List.of(steamId())).get(0));
    }

    /** What was credited since the first deposit, of a balance that has settled. */
    private Ledger.Settled credited(Ledger.Settled settled) {
        Ledger.Settled credited = new Ledger.Settled(
                settled.balance().subtract(before),
                settled.passed().stream().map(each -> each.subtract(before)).toList());
        state.notes().line("user " + steamId() + " is credited " + Usd.shown(credited.balance()) + " USD in all");
        return credited;
    }

    /** Checks what was credited in all, less what was debited, once it has stopped changing. */
    public void isCredited(BigDecimal expected, String why) throws IOException, InterruptedException {
        check(new ExpectedBalance(this, expected, why), credited());
    }

    /**
     * What one of several users must have been credited in all.
     *
     * @param why in words that follow a comma
     */
    public record ExpectedBalance(TestUser user, BigDecimal usd, String why) {}

    /** Checks what several users were credited, once none of it changes any more. */
    public static void areCredited(ExpectedBalance... dues) throws IOException, InterruptedException {
        List<Ledger.Settled> credited =
                credited(Arrays.stream(dues).map(ExpectedBalance::user).toArray(TestUser[]::new));
        for (int i = 0; i < dues.length; i++) {
            check(dues[i], credited.get(i));
        }
    }

    /** What several users were credited in all, once none of it changes any more. */
    public static List<Ledger.Settled> credited(TestUser... users) throws InterruptedException {
        Ledger ledger = users[0].state.merchant().ledger();
        List<Ledger.Settled> settled =
                ledger.settled(Arrays.stream(users).map(TestUser::steamId).toList());
        List<Ledger.Settled> credited = new ArrayList<>();
        for (int i = 0; i < users.length; i++) {
            credited.add(users[i].credited(settled.get(i)));
        }
        return credited;
    }

    /** Checks what a user was credited in all, of a balance that has settled. */
    public static void check(ExpectedBalance due, Ledger.Settled credited) throws IOException, InterruptedException {
        if (credited.balance().compareTo(due.usd()) != 0) {
            if (due.user().state.isInDoubt()) {
                due.user().state.requireNoRush();
            }
            LikelyCause.Balance balance = due.user().balance(due.usd(), credited.passed());
            throw CheckFailure.violated(
                            Usd.shown(due.usd()) + " USD "
                                    + (due.user().spec().withdraws() == null ? "credited" : "left")
                                    + " to user " + due.user().steamId() + " in all, " + due.why(),
                            Usd.shown(credited.balance()) + " USD")
                    .because(LikelyCause.of(balance))
                    .mayBeTime(balance.mayChangeYet());
        }
    }

    /** A wrong balance, with all that may explain it. */
    public LikelyCause.Balance balance(BigDecimal expected, List<BigDecimal> passed)
            throws IOException, InterruptedException {
        List<LikelyCause.Withdrawn> withdrawals = new ArrayList<>();
        List<SentCallback> callbacks = new ArrayList<>();
        for (PlayedTrade trade : started) {
            callbacks.addAll(trade.callbacks());
            if (trade instanceof Withdrawal withdrawal) {
                withdrawals.add(
                        new LikelyCause.Withdrawn(withdrawal.tradeId(), withdrawal.price(), withdrawal.first()));
            }
        }
        return new LikelyCause.Balance(expected, passed, List.copyOf(trades), withdrawals, callbacks);
    }

    /** A demand for {@link #areCredited}. */
    public ExpectedBalance due(BigDecimal usd, String why) {
        return new ExpectedBalance(this, usd, why);
    }

    private static String shown(TestItem... testItems) {
        return Arrays.stream(testItems)
                .map(testItem -> testItem.marketHashName() + " for " + Usd.shown(testItem.price()) + " USD")
                .collect(Collectors.joining(", "));
    }
}
