package io.github.assetpaysim.contract.plan;

/**
 * What one check found.
 *
 * @param reason why it does not pass, or null when it does
 * @param expected what should have come; only of a violation
 * @param came what came instead; only of a violation
 * @param millis how long the check took
 */
public record Result(
        Requirement requirement,
        Verdict verdict,
        String reason,
        String expected,
        String came,
        long millis,
        Evidence evidence) {

    public String id() {
        return requirement.id();
    }
}
