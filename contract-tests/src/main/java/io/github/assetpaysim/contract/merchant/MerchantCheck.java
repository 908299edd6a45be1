package io.github.assetpaysim.contract.merchant;

import java.util.List;

/**
 * How one requirement is tried on a merchant.
 *
 * @param id of the requirement
 * @param needsOrdinaryPath whether it shows anything only when an ordinary deposit works
 * @param specs the users it needs
 */
record MerchantCheck(String id, boolean needsOrdinaryPath, List<UserSpec> specs, Script script) {
    MerchantCheck {
        specs = List.copyOf(specs);
    }

    /** What is done and looked at. */
    interface Script {
        /**
         * Plays it.
         *
         * @throws io.github.assetpaysim.contract.plan.CheckFailure unless the requirement holds
         * @throws Exception when the simulator cannot be asked
         */
        void play(CheckContext context) throws Exception;
    }

    /** A check with one user. */
    static MerchantCheck of(String id, UserSpec spec, Script script) {
        return new MerchantCheck(id, true, List.of(spec), script);
    }

    /** A check with several users. */
    static MerchantCheck of(String id, List<UserSpec> specs, Script script) {
        return new MerchantCheck(id, true, specs, script);
    }

    /** A check that looks at the ordinary path itself. */
    static MerchantCheck ofOrdinaryPath(String id, List<UserSpec> specs, Script script) {
        return new MerchantCheck(id, false, specs, script);
    }
}
