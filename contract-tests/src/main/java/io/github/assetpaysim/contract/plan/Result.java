package io.github.assetpaysim.contract.plan;

/**
 * What one check found.
 *
 * @param blocked whether it was skipped because something went wrong elsewhere
 * @param reason why it does not pass, or null when it does
 * @param expected what should have come; only of a violation
 * @param came what came instead; only of a violation
 * @param cause what probably lies behind a violation, or null
 * @param millis how long the check took
 */
public record Result(
        Requirement requirement,
        Verdict verdict,
        boolean blocked,
        String reason,
        String expected,
        String came,
        String cause,
        long millis,
        Evidence evidence) {

    /** Whether nobody knows if something holds that must. */
    public boolean open() {
        return requirement.level() == Requirement.Level.MUST && (blocked || verdict == Verdict.INCONCLUSIVE);
    }

    /** The id of the requirement. */
    public String id() {
        return requirement.id();
    }
}
