package io.github.assetpaysim.contract.merchant;

import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.SentCallback;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/**
 * A withdrawal that was started. Its callback INITIATED is the gate: 200 approves, 4xx but 408 and 429 rejects, all else is no
 * verdict (A7.6). A merchant that starts withdrawals itself may refuse before AssetPay is asked; then there is no trade.
 */
final class Withdrawal extends PlayedTrade {
    static final String GATE = "INITIATED";

    private final CheckState state;
    private final SimulatorSession session;
    private final BigDecimal price;

    /** @param tradeId null when the merchant refused to start it */
    Withdrawal(CheckState state, String tradeId, BigDecimal price) {
        super(state, tradeId);
        this.state = state;
        this.session = state.merchant().session();
        this.price = price;
    }

    /** USD that approving it costs the user. */
    BigDecimal price() {
        return price;
    }

    /** Waits until the gate has been asked, and nothing more is under way. */
    Withdrawal isAsked() throws IOException, InterruptedException {
        if (tradeId() != null) {
            isTold(GATE);
        }
        return this;
    }

    /** Whether the merchant has approved it. */
    boolean isApproved() throws IOException, InterruptedException {
        return tradeId() != null && session.has(tradeId(), "APPROVE");
    }

    /** What was answered at the gate, copies and altered ones included; empty when there was none. */
    List<SentCallback> gates() throws IOException, InterruptedException {
        return tradeId() == null ? List.of() : callbacks(GATE);
    }

    /**
     * Checks that the merchant has approved it.
     *
     * @param why in words that follow a comma
     */
    Withdrawal isApproved(String why) throws IOException, InterruptedException {
        if (!isApproved()) {
            throw violated("HTTP 200 to the gate of a withdrawal of " + TestUser.shown(price) + " USD, " + why);
        }
        return this;
    }

    /** Checks that the merchant has refused it by a 4xx that is a verdict. */
    Withdrawal isRefused(String why) throws IOException, InterruptedException {
        if (tradeId() != null && (isApproved() || gates().stream().noneMatch(Withdrawal::isRejection))) {
            throw violated("4xx to the gate of a withdrawal of " + TestUser.shown(price) + " USD, " + why);
        }
        return this;
    }

    private CheckFailure violated(String expected) throws IOException, InterruptedException {
        List<SentCallback> gates = gates();
        if (gates.isEmpty()) {
            return CheckFailure.violated(expected, "a refusal to start it");
        }
        PlayedTrade.requireSomebody(gates.get(0));
        state.notes().repeat(gates.get(0));
        return CheckFailure.violated(
                expected,
                String.join(
                        " and ",
                        gates.stream().map(gate -> gate.answers().toString()).toList()));
    }

    private static boolean isRejection(SentCallback gate) {
        return gate.answers().stream().anyMatch(answer -> rejects(answer.status()));
    }

    /** Whether an answer at the gate says no. */
    static boolean rejects(Integer status) {
        return status != null && status / 100 == 4 && status != 408 && status != 429;
    }
}
