package io.github.assetpaysim.contract.zoo;

/**
 * An HTTP answer.
 *
 * @param body JSON, or empty
 */
record Answer(int status, String body) {
    static final Answer OK = new Answer(200, "");
}
