package io.github.assetpaysim.contract.merchant;

import java.util.List;

/**
 * How one requirement is tried on a merchant.
 *
 * @param id of the requirement
 * @param needsOrdinaryPath whether it shows anything only when an ordinary deposit works
 * @param roles the users it needs
 */
record MerchantCheck(String id, boolean needsOrdinaryPath, List<Role> roles, Script script) {
    MerchantCheck {
        roles = List.copyOf(roles);
    }

    /** What is done and looked at. */
    interface Script {
        /**
         * Plays it.
         *
         * @throws io.github.assetpaysim.contract.plan.Finding unless the requirement holds
         * @throws Exception when the simulator cannot be asked
         */
        void play(Scene scene) throws Exception;
    }

    /** A check with one user. */
    static MerchantCheck of(String id, Role role, Script script) {
        return new MerchantCheck(id, true, List.of(role), script);
    }

    /** A check with several users. */
    static MerchantCheck of(String id, List<Role> roles, Script script) {
        return new MerchantCheck(id, true, roles, script);
    }

    /** A check that looks at the ordinary path itself. */
    static MerchantCheck ofOrdinaryPath(String id, List<Role> roles, Script script) {
        return new MerchantCheck(id, false, roles, script);
    }
}
