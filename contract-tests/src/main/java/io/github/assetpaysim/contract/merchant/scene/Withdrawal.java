package io.github.assetpaysim.contract.merchant.scene;

import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.LikelyCause;
import io.github.assetpaysim.contract.plan.SentCallback;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A withdrawal that was started. Its callback INITIATED is the gate: 200 approves, 4xx but 408 and 429 rejects, all else is no
 * verdict (A7.6). A merchant that starts withdrawals itself may refuse before AssetPay is asked; then there is no trade.
 */
public final class Withdrawal extends PlayedTrade {
    /** The status whose callback is the gate. */
    public static final String GATE = "INITIATED";

    private final MerchantUnderTest.Started start;
    private final BigDecimal price;
    private final BigDecimal first;

    /**
     * A withdrawal of one user.
     *
     * @param price USD
     * @param first USD, what its first item costs
     */
    Withdrawal(CheckState state, MerchantUnderTest.Started start, BigDecimal price, BigDecimal first) {
        super(state, start.tradeId());
        this.start = start;
        this.price = price;
        this.first = first;
    }

    /** USD that approving it costs the user. */
    public BigDecimal price() {
        return price;
    }

    /** USD, what its first item costs. */
    BigDecimal first() {
        return first;
    }

    /** Each of these withdrawals, when its gate has been asked. */
    public static List<Withdrawal> areAsked(List<Withdrawal> withdrawals) throws IOException, InterruptedException {
        for (Withdrawal withdrawal : withdrawals) {
            withdrawal.isAsked();
        }
        return withdrawals;
    }

    /** Waits until the gate has been asked, and nothing more is under way. */
    public Withdrawal isAsked() throws IOException, InterruptedException {
        if (tradeId() != null) {
            isTold(GATE);
        }
        return this;
    }

    /** Whether the merchant has approved it. */
    public boolean isApproved() throws IOException, InterruptedException {
        return tradeId() != null && state().merchant().session().has(tradeId(), "APPROVE");
    }

    /** What was answered at the gate, copies and altered ones included; empty when there was none. */
    public List<SentCallback> gates() throws IOException, InterruptedException {
        return tradeId() == null ? List.of() : callbacks(GATE);
    }

    /**
     * Checks that the merchant has approved it.
     *
     * @param why in words that follow a comma
     */
    public Withdrawal isApproved(String why) throws IOException, InterruptedException {
        if (!isApproved()) {
            throw violated("HTTP 200 to the gate of a withdrawal of " + Usd.shown(price) + " USD, " + why);
        }
        return this;
    }

    /** Whether the merchant has refused it, by a 4xx that is a verdict or before AssetPay was asked. */
    public boolean isRefused() throws IOException, InterruptedException {
        return tradeId() == null || !isApproved() && gates().stream().anyMatch(Withdrawal::isRejection);
    }

    /** Checks that the merchant has refused it. */
    public Withdrawal isRefused(String why) throws IOException, InterruptedException {
        if (!isRefused()) {
            throw violated("4xx to the gate of a withdrawal of " + Usd.shown(price) + " USD, " + why);
        }
        return this;
    }

    /** Checks that no answer but such a 4xx was ever given. */
    public void isAlwaysRefused(String why) throws IOException, InterruptedException {
        if (!gates().stream().flatMap(gate -> gate.answers().stream()).allMatch(answer -> rejects(answer.status()))) {
            throw violated("4xx again to the gate of a withdrawal of " + Usd.shown(price) + " USD, " + why);
        }
    }

    /** Checks that the merchant has not approved one whose gate was forged. */
    public void isNotBelieved() throws IOException, InterruptedException {
        if (isApproved()) {
            throw violated("no HTTP 200 to a forged gate (" + gates().get(0).fault() + ") of a withdrawal of "
                    + Usd.shown(price) + " USD");
        }
    }

    /**
     * Skips the check unless the merchant has approved it.
     *
     * @param about which other requirement is about that
     */
    public Withdrawal requireApproval(String about) throws IOException, InterruptedException {
        if (!isApproved()) {
            throw blocked("approved", about);
        }
        return this;
    }

    /**
     * Skips the check unless the very first answer has approved it.
     *
     * @param about which other requirement is about that
     */
    public void requireFirstApproval(String about) throws IOException, InterruptedException {
        List<SentCallback> gates = gates();
        if (gates.isEmpty()
                || gates.get(0).answers().isEmpty()
                || !Integer.valueOf(200).equals(gates.get(0).answers().get(0).status())) {
            throw blocked("approved", about);
        }
    }

    /**
     * Skips the check when the merchant has approved it.
     *
     * @param about which other requirement is about that
     */
    public void requireNoApproval(String about) throws IOException, InterruptedException {
        if (isApproved()) {
            throw blocked("not approved", about);
        }
    }

    /**
     * Skips the check unless the merchant has refused it.
     *
     * @param about which other requirement is about that
     */
    public Withdrawal requireRefusal(String about) throws IOException, InterruptedException {
        if (!isRefused()) {
            throw blocked("refused", about);
        }
        return this;
    }

    /**
     * Skips the check when the merchant has refused to start it.
     *
     * @param about which other requirement is about that
     */
    public Withdrawal requireTrade(String about) throws IOException, InterruptedException {
        if (tradeId() == null) {
            throw blocked("started", about);
        }
        return this;
    }

    private CheckFailure blocked(String needed, String about) throws IOException, InterruptedException {
        return CheckFailure.blocked("needs a withdrawal that is " + needed + "; one of " + Usd.shown(price)
                + " USD was answered " + answered() + ", which " + about + " is about");
    }

    private CheckFailure violated(String expected) throws IOException, InterruptedException {
        List<SentCallback> gates = gates();
        if (!gates.isEmpty()) {
            PlayedTrade.requireSomebody(gates.get(0));
            state().notes().repeat(gates.get(0));
        }
        boolean late = gates.stream().anyMatch(SentCallback::isTimedOut);
        if (late) {
            state().requireNoRush();
        }
        return CheckFailure.violated(expected, answered())
                .because(gates.isEmpty() ? null : LikelyCause.ofGate(gates.get(0)))
                .mayBeTime(late);
    }

    /** What came back at the gate or, when there was none, to the request to start it. */
    String answered() throws IOException, InterruptedException {
        List<SentCallback> gates = gates();
        return gates.isEmpty()
                ? "a refusal to start it (" + start.refusal() + ")"
                : gates.stream().map(gate -> gate.answers().toString()).collect(Collectors.joining(" and "));
    }

    private static boolean isRejection(SentCallback gate) {
        return gate.answers().stream().anyMatch(answer -> rejects(answer.status()));
    }

    /** Whether an answer at the gate says no. */
    public static boolean rejects(Integer status) {
        return status != null && status / 100 == 4 && status != 408 && status != 429;
    }
}
