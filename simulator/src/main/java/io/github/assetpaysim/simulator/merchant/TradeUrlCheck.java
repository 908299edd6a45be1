package io.github.assetpaysim.simulator.merchant;

/**
 * What AssetPay finds out about a trade URL (A4.9).
 *
 * @param steamId the account behind it, or null when there is none
 * @param escrowDays for how long Steam would hold what he trades; 0 with a mobile authenticator
 * @param probation whether Steam does not let him trade for a while
 */
public record TradeUrlCheck(State state, String steamId, int escrowDays, boolean probation) {
    /** What a trade URL is good for. */
    public enum State {
        NORMAL("the user can trade items of both games"),
        CS2_BANNED("the user cannot trade CS2 items"),
        RUST_BANNED("the user cannot trade Rust items"),
        BANNED("the user cannot trade items of any game"),
        INVENTORY_PRIVATE("the user's inventory is private"),
        INVALID("this is no trade URL"),
        USER_NOT_FOUND("nobody is behind this trade URL"),
        UNKNOWN_ERROR("Steam did not answer as expected; try again later");

        private final String message;

        State(String message) {
            this.message = message;
        }

        /** Whether somebody was found whose trades could be judged. */
        public boolean judged() {
            return compareTo(BANNED) <= 0;
        }
    }

    /** For people, and in accordance with {@link #canTrade}. */
    public String message() {
        if (!state.judged() || state == State.BANNED || canTrade()) {
            return state.message;
        }
        String obstacle = probation
                ? "Steam does not let the user trade at the moment"
                : "Steam would hold what the user trades for " + escrowDays + " days";
        return state == State.NORMAL ? obstacle : state.message + "; " + obstacle;
    }

    /** Whether the user can trade right now; meaningful when the state is {@link State#judged}. */
    public boolean canTrade() {
        return state != State.BANNED && escrowDays == 0 && !probation;
    }
}
