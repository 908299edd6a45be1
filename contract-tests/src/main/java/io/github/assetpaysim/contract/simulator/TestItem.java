package io.github.assetpaysim.contract.simulator;

import java.math.BigDecimal;
import java.util.List;

/**
 * Something that the kit's users deposit. The price is set in the simulator for the run.
 *
 * <p>Most checks use {@link #PLAIN}, whose amounts every program adds up rightly and whose name is plain ASCII: a merchant that is
 * wrong about cents or about ★ must fail the checks of amounts or of names, and not all the others with them.
 *
 * @param game Steam's number of the game, as text
 * @param price USD for one
 */
public record TestItem(String marketHashName, String game, BigDecimal price) {
    public static final String CS2 = "730";
    public static final String RUST_GAME = "252490";

    public static final TestItem PLAIN = cs2("AK-47 | Slate (Field-Tested)", "12.25");
    /** For a second user, so that the two cannot be mistaken. */
    public static final TestItem OTHER = cs2("AK-47 | Safari Mesh (Field-Tested)", "3.75");
    /** What a user has deposited before. */
    public static final TestItem EARLIER = cs2("M4A4 | Magnesium (Field-Tested)", "7.25");

    public static final TestItem TEN_CENTS = cs2("AK-47 | Elite Build (Battle-Scarred)", "0.10");
    public static final TestItem TWENTY_CENTS = cs2("AK-47 | Uncharted (Field-Tested)", "0.20");
    public static final TestItem EIGHT_SIXTY = cs2("AK-47 | Ice Coaled (Field-Tested)", "8.60");
    public static final TestItem FOUR_THIRTY_FIVE = cs2("AK-47 | Slate (Minimal Wear)", "4.35");
    public static final TestItem NINETEEN_NINETY_NINE = cs2("AK-47 | Legion of Anubis (Minimal Wear)", "19.99");
    public static final TestItem STAR = cs2("★ StatTrak™ Bayonet | Forest DDPAT (Field-Tested)", "141.25");
    public static final TestItem CHINESE = cs2("StatTrak™ M4A4 | 龍王 (Dragon King) (Field-Tested)", "27.75");
    /** Worth more than 32 bits hold in millionths of a dollar. */
    public static final TestItem DEAR = cs2("AK-47 | Fire Serpent (Field-Tested)", "45678.91");

    public static final TestItem RUST = new TestItem("Cloth", RUST_GAME, new BigDecimal("0.25"));

    /** All that stand above. */
    public static final List<TestItem> ALL = List.of(
            PLAIN,
            OTHER,
            EARLIER,
            TEN_CENTS,
            TWENTY_CENTS,
            EIGHT_SIXTY,
            FOUR_THIRTY_FIVE,
            NINETEEN_NINETY_NINE,
            STAR,
            CHINESE,
            DEAR,
            RUST);

    private static TestItem cs2(String marketHashName, String price) {
        return new TestItem(marketHashName, CS2, new BigDecimal(price));
    }

    public boolean stacks() {
        return game.equals(RUST_GAME);
    }
}
