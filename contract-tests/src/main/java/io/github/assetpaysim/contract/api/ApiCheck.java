package io.github.assetpaysim.contract.api;

/**
 * How one requirement is tried at a host.
 *
 * @param id of the requirement
 * @param requests how many it sends at most to a host that has no control API, those that it shares with others aside
 * @param closing whether it is made when all others have ended
 */
record ApiCheck(String id, int requests, boolean closing, Script script) {
    /** What is done and looked at. */
    interface Script {
        /**
         * Plays it.
         *
         * @throws io.github.assetpaysim.contract.plan.CheckFailure unless the requirement holds
         * @throws Exception when the control API cannot be asked
         */
        void play(ApiContext context) throws Exception;
    }

    /** A check that stands by itself. */
    static ApiCheck of(String id, int requests, Script script) {
        return new ApiCheck(id, requests, false, script);
    }

    /** A check that would disturb others, and is made when they have ended. */
    static ApiCheck closing(String id, int requests, Script script) {
        return new ApiCheck(id, requests, true, script);
    }
}
