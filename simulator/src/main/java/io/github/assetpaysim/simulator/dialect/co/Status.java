package io.github.assetpaysim.simulator.dialect.co;

import io.github.assetpaysim.simulator.setting.Assumptions;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeKind;

/** The dialect's words for where a trade stands (A6). */
enum Status {
    INITIATED,
    PENDING,
    ACTIVE,
    ESCROW,
    HOLD,
    COMPLETED,
    FAILED,
    CANCELED,
    DECLINED,
    REVERTED;

    /**
     * From approval until the user holds the skins a withdrawal is ACTIVE (A6.2); first PENDING, until the offer is sent, where that is
     * assumed (open question 38).
     */
    static Status of(Trade trade, Values assumptions) {
        boolean deposit = trade.kind() == TradeKind.DEPOSIT;
        return switch (trade.stage()) {
            case CREATED -> INITIATED;
            case PREPARING -> deposit ? INITIATED : assumptions.get(Assumptions.WITHDRAWAL_PENDING) ? PENDING : ACTIVE;
            case OFFERED -> deposit ? PENDING : ACTIVE;
            case ACCEPTED -> ACTIVE;
            case ESCROWED -> ESCROW;
            case PROTECTED -> HOLD;
            case COMPLETED -> COMPLETED;
            case REJECTED, EXPIRED, CANCELED -> CANCELED;
            case DECLINED -> DECLINED;
            case FAILED -> FAILED;
            case REVERTED -> REVERTED;
        };
    }
}
