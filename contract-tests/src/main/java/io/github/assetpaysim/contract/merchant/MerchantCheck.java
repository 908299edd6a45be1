package io.github.assetpaysim.contract.merchant;

import io.github.assetpaysim.contract.merchant.scene.CheckContext;
import io.github.assetpaysim.contract.merchant.scene.UserSpec;
import java.util.List;

/**
 * How one requirement is tried on a merchant.
 *
 * @param id of the requirement
 * @param needs what has to work before it shows anything
 * @param specs the users it needs
 * @param judgesAnswers whether it judges itself how its callbacks were answered; otherwise that is another requirement
 */
record MerchantCheck(String id, Needs needs, List<UserSpec> specs, boolean judgesAnswers, Script script) {
    MerchantCheck {
        specs = List.copyOf(specs);
    }

    MerchantCheck(String id, Needs needs, List<UserSpec> specs, Script script) {
        this(id, needs, specs, false, script);
    }

    /** This one, which judges itself how its callbacks were answered. */
    MerchantCheck judgingAnswers() {
        return new MerchantCheck(id, needs, specs, true, script);
    }

    /** What has to work before a check shows anything. */
    enum Needs {
        /** Nothing: it looks at the ordinary deposit itself. */
        NOTHING,
        /** All other checks: it looks at what they saw. */
        ALL_OTHERS,
        /** The ordinary deposit. */
        DEPOSIT,
        /** Nothing: it looks at the ordinary withdrawal itself. */
        ORDINARY_WITHDRAWAL,
        /** A merchant that approves the ordinary withdrawal, debited or not. */
        APPROVAL,
        /** The ordinary withdrawal, debited as it should be. */
        WITHDRAWAL;

        boolean isOfWithdrawals() {
            return this == ORDINARY_WITHDRAWAL || this == APPROVAL || this == WITHDRAWAL;
        }
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
        return new MerchantCheck(id, Needs.DEPOSIT, List.of(spec), script);
    }

    /** A check with several users. */
    static MerchantCheck of(String id, List<UserSpec> specs, Script script) {
        return new MerchantCheck(id, Needs.DEPOSIT, specs, script);
    }

    /** A check that looks at the ordinary deposit itself. */
    static MerchantCheck ofOrdinaryPath(String id, List<UserSpec> specs, Script script) {
        return new MerchantCheck(id, Needs.NOTHING, specs, script);
    }

    /** A check that looks at what all others saw, when they have ended. */
    static MerchantCheck ofAllOthers(String id, Script script) {
        return new MerchantCheck(id, Needs.ALL_OTHERS, List.of(), script);
    }

    /** A check that looks at the ordinary withdrawal itself. */
    static MerchantCheck ofOrdinaryWithdrawal(String id, Script script) {
        return new MerchantCheck(id, Needs.ORDINARY_WITHDRAWAL, List.of(), script);
    }

    /** A check about the verdicts of a merchant that approves withdrawals at all. */
    static MerchantCheck ofGate(String id, List<UserSpec> specs, Script script) {
        return new MerchantCheck(id, Needs.APPROVAL, specs, script);
    }

    /** The same with one user. */
    static MerchantCheck ofGate(String id, UserSpec spec, Script script) {
        return ofGate(id, List.of(spec), script);
    }

    /** A check about the money of withdrawals. */
    static MerchantCheck ofWithdrawal(String id, List<UserSpec> specs, Script script) {
        return new MerchantCheck(id, Needs.WITHDRAWAL, specs, script);
    }

    /** The same with one user. */
    static MerchantCheck ofWithdrawal(String id, UserSpec spec, Script script) {
        return ofWithdrawal(id, List.of(spec), script);
    }
}
