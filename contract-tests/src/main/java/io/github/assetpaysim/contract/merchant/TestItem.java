package io.github.assetpaysim.contract.merchant;

import java.math.BigDecimal;

/**
 * What the kit's users deposit, and for how much. The prices are set in the simulator for the run.
 *
 * <p>Most checks use {@link #PLAIN}, whose amounts every program adds up rightly and whose name is plain ASCII: a merchant that is
 * wrong about cents or about ★ must fail the checks of amounts or of names, and not all the others with them.
 */
enum TestItem {
    PLAIN("AK-47 | Slate (Field-Tested)", "730", "12.25"),
    /** For a second user, so that the two cannot be mistaken. */
    OTHER("AK-47 | Safari Mesh (Field-Tested)", "730", "3.75"),
    /** What a user has deposited before. */
    EARLIER("M4A4 | Magnesium (Field-Tested)", "730", "7.25"),
    TEN_CENTS("AK-47 | Elite Build (Battle-Scarred)", "730", "0.10"),
    TWENTY_CENTS("AK-47 | Uncharted (Field-Tested)", "730", "0.20"),
    EIGHT_SIXTY("AK-47 | Ice Coaled (Field-Tested)", "730", "8.60"),
    FOUR_THIRTY_FIVE("AK-47 | Slate (Minimal Wear)", "730", "4.35"),
    NINETEEN_NINETY_NINE("AK-47 | Legion of Anubis (Minimal Wear)", "730", "19.99"),
    STAR("★ StatTrak™ Bayonet | Forest DDPAT (Field-Tested)", "730", "141.25"),
    CHINESE("StatTrak™ M4A4 | 龍王 (Dragon King) (Field-Tested)", "730", "27.75"),
    RUST("Cloth", "252490", "0.25");

    private final String marketHashName;
    private final String game;
    private final BigDecimal price;

    TestItem(String marketHashName, String game, String price) {
        this.marketHashName = marketHashName;
        this.game = game;
        this.price = new BigDecimal(price);
    }

    String marketHashName() {
        return marketHashName;
    }

    /** Steam's number of the game, as text. */
    String game() {
        return game;
    }

    /** USD for one. */
    BigDecimal price() {
        return price;
    }

    boolean stacks() {
        return this == RUST;
    }
}
