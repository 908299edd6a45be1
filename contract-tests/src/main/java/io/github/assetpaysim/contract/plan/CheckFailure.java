package io.github.assetpaysim.contract.plan;

/** Ends a check that does not pass. It has no stack trace, for it is no bug of the kit. Immutable. */
public final class CheckFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String expected;
    private final String came;
    private final String likelyCause;
    private final boolean mayBeTime;

    enum Kind {
        VIOLATED,
        SKIPPED,
        BLOCKED,
        INCONCLUSIVE
    }

    private CheckFailure(
            Kind kind, String message, String expected, String came, String likelyCause, boolean mayBeTime) {
        super(message, null, false, false);
        this.kind = kind;
        this.expected = expected;
        this.came = came;
        this.likelyCause = likelyCause;
        this.mayBeTime = mayBeTime;
    }

    private CheckFailure(Kind kind, String reason) {
        this(kind, reason, null, null, null, false);
    }

    /** The requirement does not hold. */
    public static CheckFailure violated(String expected, String came) {
        return new CheckFailure(Kind.VIOLATED, "expected " + expected + ", came " + came, expected, came, null, false);
    }

    /** The same with what probably lies behind it, or with nothing for null. */
    public CheckFailure because(String likelyCause) {
        return new CheckFailure(kind, getMessage(), expected, came, likelyCause, mayBeTime);
    }

    /** The same, which, if this is true, a merchant can cause that is only slower than it should be. */
    public CheckFailure mayBeTime(boolean mayBeTime) {
        return new CheckFailure(kind, getMessage(), expected, came, likelyCause, mayBeTime);
    }

    boolean mayBeTime() {
        return mayBeTime;
    }

    /** The check cannot be made here. */
    public static CheckFailure skipped(String reason) {
        return new CheckFailure(Kind.SKIPPED, reason);
    }

    /** Something that went wrong elsewhere keeps the check from being made. */
    public static CheckFailure blocked(String reason) {
        return new CheckFailure(Kind.BLOCKED, reason);
    }

    /** The check was made, and shows nothing. */
    public static CheckFailure inconclusive(String reason) {
        return new CheckFailure(Kind.INCONCLUSIVE, reason);
    }

    Verdict verdict(Requirement.Level level) {
        return switch (kind) {
            case VIOLATED -> level == Requirement.Level.MUST ? Verdict.FAIL : Verdict.WARNING;
            case SKIPPED, BLOCKED -> Verdict.SKIPPED;
            case INCONCLUSIVE -> Verdict.INCONCLUSIVE;
        };
    }

    /** Whether the requirement does not hold. */
    public boolean isViolation() {
        return kind == Kind.VIOLATED;
    }

    /** Whether the check cannot be made here. */
    public boolean isSkipped() {
        return kind == Kind.SKIPPED;
    }

    boolean isBlocked() {
        return kind == Kind.BLOCKED;
    }

    String expected() {
        return expected;
    }

    String came() {
        return came;
    }

    String likelyCause() {
        return likelyCause;
    }
}
