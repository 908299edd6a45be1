package io.github.assetpaysim.simulator.trade;

import io.github.assetpaysim.simulator.catalog.Game;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The life of a trade: which event leads from which stage to which (A6.1, A6.2, and the open questions 8, 27 to 29). */
public final class Lifecycle {
    private Lifecycle() {}

    /** The stage after {@code event}, or empty when the event cannot happen in this stage. */
    public static Optional<Stage> next(TradeKind kind, Game game, Stage stage, TradeEvent event) {
        return Optional.ofNullable(
                switch (stage) {
                    case CREATED ->
                        kind == TradeKind.DEPOSIT
                                ? switch (event) {
                                    case PREPARE -> Stage.PREPARING;
                                    case SEND_OFFER -> Stage.OFFERED;
                                    default -> broken(event);
                                }
                                : switch (event) {
                                    case APPROVE -> Stage.PREPARING;
                                    case REJECT -> Stage.REJECTED;
                                    default -> broken(event);
                                };
                    case PREPARING -> event == TradeEvent.SEND_OFFER ? Stage.OFFERED : broken(event);
                    case OFFERED ->
                        switch (event) {
                            case ACCEPT -> Stage.ACCEPTED;
                            case DECLINE -> Stage.DECLINED;
                            case EXPIRE -> Stage.EXPIRED;
                            default -> broken(event);
                        };
                    case ACCEPTED ->
                        switch (event) {
                            case ESCROW -> Stage.ESCROWED;
                            case SETTLE -> settled(game);
                            default -> broken(event);
                        };
                    case ESCROWED -> event == TradeEvent.SETTLE ? settled(game) : broken(event);
                    case PROTECTED -> game.protectsTrades() ? afterProtection(event) : null;
                    case COMPLETED -> event == TradeEvent.REVERT && game.protectsTrades() ? Stage.REVERTED : null;
                    case REJECTED, EXPIRED, DECLINED, FAILED, CANCELED, REVERTED -> null;
                });
    }

    /** Rust trades are final at once (A6.1). */
    private static Stage settled(Game game) {
        return game.protectsTrades() ? Stage.PROTECTED : Stage.COMPLETED;
    }

    private static Stage afterProtection(TradeEvent event) {
        return switch (event) {
            case END_HOLD -> Stage.COMPLETED;
            case REVERT -> Stage.REVERTED;
            default -> broken(event);
        };
    }

    /** What can end any open trade. */
    private static Stage broken(TradeEvent event) {
        return switch (event) {
            case FAIL -> Stage.FAILED;
            case CANCEL -> Stage.CANCELED;
            default -> null;
        };
    }

    /** The events possible in a stage. */
    public static List<TradeEvent> possible(TradeKind kind, Game game, Stage stage) {
        return Arrays.stream(TradeEvent.values())
                .filter(event -> next(kind, game, stage, event).isPresent())
                .toList();
    }
}
