package io.github.assetpaysim.contract.merchant.scene;

import io.github.assetpaysim.contract.merchant.probe.Ledger;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.Evidence;
import io.github.assetpaysim.contract.plan.NamedEvidence;
import io.github.assetpaysim.contract.plan.Notes;
import io.github.assetpaysim.contract.plan.SentCallback;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One withdrawal of one CS2 listing by a user who can pay it and has something left, through to COMPLETED; made once. Checks about withdrawals build on
 * it. Thread-safe: whoever asks first walks it, the others wait.
 */
public final class WithdrawalPath {
    private static final String NAME = "ordinary withdrawal";
    private static final String LEFT = "7.25";

    /** The user of the ordinary withdrawal, and one for each end. */
    public static final List<UserSpec> SPECS = Stream.concat(
                    Stream.of(UserSpec.withdrawing(1).left(LEFT)),
                    Stream.of(WithdrawalCourse.End.values()).map(end -> WithdrawalCourse.PAYING))
            .toList();

    private static final String NO_WITHDRAWALS =
            "; a merchant that takes no withdrawals is judged with --no-withdrawals";

    private final MerchantUnderTest merchant;
    private final List<PreparedUser> users;
    private Walk walk;
    /** Of the ends that somebody has asked for, what came of them; it is its own lock. */
    private final Map<WithdrawalCourse.End, Refund> refunds = new EnumMap<>(WithdrawalCourse.End.class);

    /** @param users one for each of {@link #SPECS} */
    public WithdrawalPath(MerchantUnderTest merchant, List<PreparedUser> users) {
        this.merchant = merchant;
        this.users = List.copyOf(users);
    }

    /**
     * What was seen.
     *
     * @param callbacks of the withdrawal, as far as it went
     * @param price USD
     * @param approved whether the gate was answered with 200
     * @param answered what the gate was answered or, when there was none, the request to start it
     * @param left what was left when the gate had been answered; null when it did not come to that, or without a probe
     * @param atEnd what was left in the end; null likewise
     * @param broken why the walk broke off, or null
     */
    public record Walk(
            List<SentCallback> callbacks,
            BigDecimal price,
            boolean approved,
            String answered,
            Ledger.Settled left,
            Ledger.Settled atEnd,
            CheckFailure broken,
            Evidence evidence) {

        /** Whether the price, and nothing else, was debited at the gate. */
        public boolean isDebited() {
            return left != null && left.balance().compareTo(new BigDecimal(LEFT)) == 0;
        }

        /** The gate, or null when it never came to that. */
        public SentCallback gate() {
            return callbacks.stream()
                    .filter(callback -> callback.event().equals(Withdrawal.GATE))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** What the user must have when the withdrawal is paid. */
    public static BigDecimal due() {
        return new BigDecimal(LEFT);
    }

    /** Skips a check when the merchant approves no withdrawal. */
    public void requireApproval() throws InterruptedException {
        Walk made = walk();
        if (made.broken() != null) {
            throw CheckFailure.blocked("needs an ordinary withdrawal, which fails: "
                    + made.broken().getMessage());
        }
        if (!made.approved()) {
            throw CheckFailure.blocked("needs a merchant that approves an ordinary withdrawal, which it answers with "
                    + made.answered() + NO_WITHDRAWALS);
        }
    }

    /** Skips a check when the ordinary withdrawal does not work. */
    public void require() throws InterruptedException {
        requireApproval();
        Walk made = walk();
        if (made.left() != null && !made.isDebited()) {
            throw CheckFailure.blocked("needs the ordinary withdrawal, which fails: of "
                    + Usd.shown(made.price().add(due())) + " USD "
                    + Usd.shown(made.left().balance()) + " USD were left when one of "
                    + Usd.shown(made.price()) + " USD was approved");
        }
    }

    /** Ends a check about effects when there is no probe. */
    public void requireProbe() throws InterruptedException {
        if (!merchant.ledger().isThere()) {
            merchant.ledger().balance(users.get(0).steamId());
        }
    }

    /** How what was left at COMPLETED compares to what has to be; only for one that was debited. */
    public int kept() throws InterruptedException {
        requireProbe();
        return walk().atEnd().balance().compareTo(due());
    }

    /** Skips a check when what comes between approval and COMPLETED moves money. */
    public void requireKept() throws InterruptedException {
        if (kept() != 0) {
            throw CheckFailure.blocked(
                    "needs an ordinary withdrawal of which no status after approval moves money; WD-01"
                            + " and WD-02 are about that");
        }
    }

    /** The walk, for a check that is about it. */
    public Walk walk(Notes notes) throws InterruptedException {
        notes.see(NAME);
        return walk();
    }

    /** What was seen on the way. */
    public NamedEvidence evidence() throws InterruptedException {
        return new NamedEvidence(NAME, walk().evidence());
    }

    /** The walk, made at the first call. */
    public synchronized Walk walk() throws InterruptedException {
        if (walk == null) {
            walk = make();
        }
        return walk;
    }

    /** Whether an ordinary withdrawal that ends so is given back in full; tried when somebody asks, and once. */
    public boolean refunds(WithdrawalCourse.End end) throws Exception {
        synchronized (refunds) {
            Refund known = refunds.get(end);
            if (known == null) {
                known = tried(end);
                refunds.put(end, known);
            }
            if (known.broken() != null) {
                throw known.broken();
            }
            return known.full();
        }
    }

    private Refund tried(WithdrawalCourse.End end) throws Exception {
        try {
            TestUser user = user(1 + end.ordinal(), state(new Notes()));
            WithdrawalCourse.ended(user, end.earliest(), end);
            return new Refund(user.credited().balance().compareTo(user.funds()) == 0, null);
        } catch (CheckFailure failure) {
            return new Refund(false, failure);
        }
    }

    private record Refund(boolean full, CheckFailure broken) {}

    private TestUser user(int number, CheckState state) throws IOException, InterruptedException {
        return TestUser.of(state, users.subList(number, number + 1)).get(0);
    }

    private CheckState state(Notes notes) {
        return new CheckState(merchant, "withdrawal", notes);
    }

    private Walk make() throws InterruptedException {
        Notes notes = new Notes();
        CheckState state = state(notes);
        TestUser user = null;
        List<SentCallback> callbacks = new ArrayList<>();
        boolean approved = false;
        String answered = null;
        Ledger.Settled left = null;
        Ledger.Settled atEnd = null;
        CheckFailure broken = null;
        try {
            user = user(0, state);
            Withdrawal withdrawal = user.isFunded().withdrawsAll().isAsked();
            approved = withdrawal.isApproved();
            answered = withdrawal.answered();
            if (approved) {
                left = credited(user);
                withdrawal.completes();
                atEnd = credited(user);
            }
        } catch (CheckFailure failure) {
            broken = failure;
        } catch (IOException e) {
            broken = CheckFailure.inconclusive(String.valueOf(e.getMessage()));
        }
        try {
            if (user != null) {
                for (PlayedTrade trade : user.started()) {
                    if (trade instanceof Withdrawal) {
                        callbacks.addAll(trade.callbacks());
                    }
                }
                state.handOver(List.of(user));
            }
        } catch (IOException e) {
            broken = CheckFailure.inconclusive(String.valueOf(e.getMessage()));
        }
        callbacks.forEach(notes::callback);
        return new Walk(
                List.copyOf(callbacks),
                Listing.total(users.get(0).listings()),
                approved,
                answered,
                left,
                atEnd,
                broken,
                notes.evidence());
    }

    private Ledger.Settled credited(TestUser user) throws InterruptedException {
        return merchant.ledger().isThere() ? user.credited() : null;
    }
}
