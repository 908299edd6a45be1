package io.github.assetpaysim.contract.merchant.scene;

import io.github.assetpaysim.contract.merchant.probe.HttpProbe;
import io.github.assetpaysim.contract.merchant.probe.Ledger;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.Evidence;
import io.github.assetpaysim.contract.plan.LikelyCause;
import io.github.assetpaysim.contract.plan.NamedEvidence;
import io.github.assetpaysim.contract.plan.Notes;
import io.github.assetpaysim.contract.plan.SentCallback;
import io.github.assetpaysim.contract.simulator.TestItem;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Two CS2 deposits of two users at the same time, through to COMPLETED; made once. All checks build on it. Thread-safe: whoever asks
 * first walks it, the others wait.
 */
public final class HappyPath {
    /** The users of the ordinary deposit. Checks look at the first, unless they are about the difference. */
    public static final List<UserSpec> SPECS = List.of(
            UserSpec.owning(TestItem.PLAIN), UserSpec.owning(TestItem.OTHER).collateral("1"));

    /** USD that each of their deposits is worth. */
    public static final List<BigDecimal> TOTALS = List.of(TestItem.PLAIN.price(), TestItem.OTHER.price());
    /** USD that the first one is worth. */
    public static final BigDecimal TOTAL = TOTALS.get(0);
    /** USD of it that may be credited at HOLD. */
    public static final BigDecimal PRE_CREDIT = SPECS.get(0).preCredit(TOTAL);

    private static final String NAME = "ordinary deposit";

    private final MerchantUnderTest merchant;
    private final List<PreparedUser> users;
    private Walk walk;

    /** @param users one for each role */
    public HappyPath(MerchantUnderTest merchant, List<PreparedUser> users) {
        this.merchant = merchant;
        this.users = List.copyOf(users);
    }

    /**
     * What was seen.
     *
     * @param callbacks as far as it went, those of the first user first
     * @param atHold what each user was credited on hold; empty when it did not come to that, or without a probe
     * @param atEnd what each user was credited in the end; empty likewise
     * @param policy when the merchant credits, or null when that could not be told
     * @param broken why the walk broke off, or null
     */
    public record Walk(
            List<SentCallback> callbacks,
            List<Ledger.Settled> atHold,
            List<Ledger.Settled> atEnd,
            CreditPolicy policy,
            CheckFailure broken,
            List<String> lines) {

        /** The first callback that the merchant did not acknowledge, or null. */
        SentCallback unacknowledged() {
            return callbacks.stream()
                    .filter(callback -> !callback.isAcknowledged())
                    .findFirst()
                    .orElse(null);
        }

        /** What each user was credited in the end. */
        public List<BigDecimal> inTheEnd() {
            return atEnd.stream().map(Ledger.Settled::balance).toList();
        }

        /** Whether the right sum went to the wrong users. */
        public boolean isMixedUp() {
            return !atEnd.isEmpty() && !areRight(inTheEnd()) && sum(inTheEnd()).compareTo(sum(TOTALS)) == 0;
        }

        /** What lies behind the first wrong number, or null. */
        public String likelyCause() {
            List<String> trades =
                    callbacks.stream().map(SentCallback::tradeId).distinct().toList();
            for (int i = 0; i < atEnd.size(); i++) {
                BigDecimal total = TOTALS.get(i);
                if (atEnd.get(i).balance().compareTo(total) != 0) {
                    List<LikelyCause.Trade> trade = List.of(new LikelyCause.Trade(
                            trades.get(i), total, SPECS.get(i).preCredit(total), total));
                    return LikelyCause.of(
                            new LikelyCause.Balance(total, atEnd.get(i).passed(), trade, List.of(), callbacks));
                }
            }
            return null;
        }

        /** Whether nobody was credited too much in the end. */
        public boolean lacksOnly() {
            return IntStream.range(0, atEnd.size())
                    .allMatch(i -> atEnd.get(i).balance().compareTo(TOTALS.get(i)) <= 0);
        }

        private static boolean areRight(List<BigDecimal> credited) {
            for (int i = 0; i < credited.size(); i++) {
                if (credited.get(i).compareTo(TOTALS.get(i)) != 0) {
                    return false;
                }
            }
            return true;
        }

        private static BigDecimal sum(List<BigDecimal> amounts) {
            return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        /** Why nothing else can be judged, or null. */
        public String trouble() {
            if (broken != null) {
                return broken.getMessage();
            }
            SentCallback refused = unacknowledged();
            if (refused != null) {
                return "the callback " + refused.event() + " was not acknowledged but answered " + refused.answers();
            }
            return areRight(inTheEnd())
                    ? null
                    : "in the end two users were credited " + shown(inTheEnd()) + " USD instead of " + shown(TOTALS);
        }

        /** The callback about a status to the first user. */
        public SentCallback callback(String status) {
            return callbacks.stream()
                    .filter(callback -> callback.event().equals(status))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Amounts of USD in words, one for each user. */
    public static String shown(List<BigDecimal> amounts) {
        return amounts.stream().map(Usd::shown).collect(Collectors.joining(" and "));
    }

    /** Skips a check when the ordinary deposit does not work. */
    public void require() throws InterruptedException {
        String trouble = walk().trouble();
        if (trouble != null) {
            throw CheckFailure.blocked("needs the ordinary deposit, which fails: " + trouble);
        }
    }

    /** Ends a check about effects when there is no probe. */
    public void requireProbe() throws InterruptedException {
        if (!merchant.ledger().isThere()) {
            merchant.ledger().balance(users.get(0).steamId());
        }
    }

    /** The walk, made at the first call. */
    public synchronized Walk walk() throws InterruptedException {
        if (walk == null) {
            walk = make();
        }
        return walk;
    }

    /** The walk, for a check that is about it. */
    public Walk walk(Notes notes) throws InterruptedException {
        notes.see(NAME);
        return walk();
    }

    /** What was seen on the way. */
    public NamedEvidence evidence() throws InterruptedException {
        Walk made = walk();
        return new NamedEvidence(NAME, new Evidence(null, made.lines(), made.callbacks(), null));
    }

    private Walk make() throws InterruptedException {
        Notes notes = new Notes();
        CheckState state = new CheckState(merchant, "ordinary", notes);
        List<TestUser> both = List.of();
        List<Ledger.Settled> atHold = List.of();
        List<Ledger.Settled> atEnd = List.of();
        List<SentCallback> callbacks = new ArrayList<>();
        CheckFailure broken = null;
        try {
            both = TestUser.of(state, users);
            PlayedTrade one = both.get(0).deposits(TestItem.PLAIN);
            PlayedTrade other = both.get(1).deposits(TestItem.OTHER);
            if (goOn(one, other, null, "INITIATED")
                    && goOn(one, other, "send-offer", "PENDING")
                    && goOn(one, other, "accept", "HOLD")) {
                atHold = credited(both);
                if (goOn(one, other, "end-hold", "COMPLETED")) {
                    atEnd = credited(both);
                    checkProbe(atEnd);
                }
            }
        } catch (CheckFailure failure) {
            broken = failure;
        } catch (IOException e) {
            broken = CheckFailure.inconclusive(String.valueOf(e.getMessage()));
        }
        try {
            for (TestUser user : both) {
                for (PlayedTrade deposit : user.started()) {
                    callbacks.addAll(deposit.callbacks());
                }
            }
            state.handOver(both);
        } catch (IOException e) {
            broken = CheckFailure.inconclusive(String.valueOf(e.getMessage()));
        }
        callbacks.stream().filter(SentCallback::isAcknowledged).findFirst().ifPresent(merchant::acknowledged);
        return new Walk(
                List.copyOf(callbacks),
                atHold,
                atEnd,
                policy(atHold),
                broken,
                notes.evidence().lines());
    }

    private List<Ledger.Settled> credited(List<TestUser> both) throws InterruptedException {
        return merchant.ledger().isThere() ? TestUser.credited(both.toArray(TestUser[]::new)) : List.of();
    }

    /**
     * Makes the same happen to both deposits at the same time, and tells whether the merchant acknowledged it. One that lets a
     * callback time out is not asked again and again.
     */
    private boolean goOn(PlayedTrade one, PlayedTrade other, String event, String status)
            throws IOException, InterruptedException {
        List<PlayedTrade> both = List.of(one, other);
        if (event != null) {
            one.happens(event);
            other.happens(event);
        }
        for (PlayedTrade deposit : both) {
            merchant.session().awaitStatus(deposit.tradeId(), status);
            merchant.session().awaitCallback(deposit.tradeId(), status);
            if (deposit.callbacks().stream().anyMatch(SentCallback::isTimedOut)) {
                return false;
            }
        }
        for (PlayedTrade deposit : both) {
            deposit.isTold(status);
            if (!deposit.callbacks().stream().allMatch(SentCallback::isAcknowledged)) {
                return false;
            }
        }
        return true;
    }

    /** A probe that still knows nobody looks at the wrong place. */
    private void checkProbe(List<Ledger.Settled> atEnd) throws IOException, InterruptedException {
        if (merchant.settings().probe() instanceof HttpProbe probe
                && atEnd.get(0).balance().signum() == 0
                && !probe.knows(users.get(0).steamId())) {
            throw CheckFailure.inconclusive("the probe " + probe + " answers 404 for the user "
                    + users.get(0).steamId() + ", whose deposit was completed: is it the right address?");
        }
    }

    /** The policy that was told, or found out, if the hold agrees with it. */
    private CreditPolicy policy(List<Ledger.Settled> atHold) {
        CreditPolicy told = merchant.settings().creditPolicy();
        if (atHold.isEmpty()) {
            return told;
        }
        for (CreditPolicy policy : told == null ? List.of(CreditPolicy.values()) : List.of(told)) {
            if (policy.atHold(PRE_CREDIT).compareTo(atHold.get(0).balance()) == 0) {
                return policy;
            }
        }
        return null;
    }
}
