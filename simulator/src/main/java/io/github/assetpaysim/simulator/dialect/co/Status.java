package io.github.assetpaysim.simulator.dialect.co;

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

    /** A withdrawal has no PENDING: from approval until the user holds the skins it is ACTIVE (A6.2). */
    static Status of(Trade trade) {
        boolean deposit = trade.kind() == TradeKind.DEPOSIT;
        return switch (trade.stage()) {
            case CREATED -> INITIATED;
            case PREPARING -> deposit ? INITIATED : ACTIVE;
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
