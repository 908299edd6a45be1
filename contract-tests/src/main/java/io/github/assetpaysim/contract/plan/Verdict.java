package io.github.assetpaysim.contract.plan;

/** What a check found. */
public enum Verdict {
    PASS,
    /** Something that must hold does not. */
    FAIL,
    /** Something that should hold does not. */
    WARNING,
    /** It was not tried; the reason says why. */
    SKIPPED,
    /** It was tried, and nothing can be said; the reason says why. */
    INCONCLUSIVE;

    /** Whether the requirement was really judged. */
    public boolean judged() {
        return this == PASS || this == FAIL || this == WARNING;
    }

    /** Whether the requirement is violated. */
    public boolean violated() {
        return this == FAIL || this == WARNING;
    }
}
