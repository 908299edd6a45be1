package io.github.assetpaysim.simulator.catalog;

import java.util.Arrays;
import java.util.Optional;

/** A game whose items AssetPay trades (A1). */
public enum Game {
    CS2("730", true),
    RUST("252490", false);

    private final String appId;
    private final boolean protectsTrades;

    Game(String appId, boolean protectsTrades) {
        this.appId = appId;
        this.protectsTrades = protectsTrades;
    }

    /** Steam's number of the game, as text. */
    public String appId() {
        return appId;
    }

    /** Whether Steam lets a user take a trade back for seven days, so that deposits are held as long. */
    public boolean protectsTrades() {
        return protectsTrades;
    }

    /** The game with Steam's number {@code appId}. */
    public static Optional<Game> of(String appId) {
        return Arrays.stream(values()).filter(game -> game.appId.equals(appId)).findFirst();
    }
}
