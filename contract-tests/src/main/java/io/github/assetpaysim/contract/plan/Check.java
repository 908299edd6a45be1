package io.github.assetpaysim.contract.plan;

import java.time.Duration;

/**
 * How one requirement is judged.
 *
 * @param requirement that it is about
 * @param closing whether it starts only when all others of its plan have ended
 * @param waits for what several checks build on; not part of the time that the check takes
 * @param attempt ends normally when the requirement holds
 */
public record Check(Requirement requirement, boolean closing, Attempt waits, Attempt attempt) {
    /** A check that builds on nothing. */
    public Check(Requirement requirement, Attempt attempt) {
        this(requirement, notes -> {}, attempt);
    }

    /** A check that waits for no others. */
    public Check(Requirement requirement, Attempt waits, Attempt attempt) {
        this(requirement, false, waits, attempt);
    }

    /** What is done to find out. */
    public interface Attempt {
        /**
         * Looks.
         *
         * @throws CheckFailure when the requirement does not hold or cannot be judged
         * @throws Exception when something else goes wrong; the verdict is then inconclusive
         */
        void make(Notes notes) throws Exception;
    }

    /** Makes the check; never throws. What only time may have caused is no violation when this machine stood still. */
    Result run(Starvation starvation) {
        Notes notes = new Notes();
        long begin = starvation.now();
        long start = begin;
        try {
            waits.make(notes);
            start = starvation.now();
            attempt.make(notes);
            return result(Verdict.PASS, null, starvation.now() - start, notes);
        } catch (CheckFailure violation) {
            // An ordinary path may have been walked long before the check that looks at it.
            boolean looksBack = notes.evidence().see() != null;
            CheckFailure failure = excused(violation, starvation.longestSince(looksBack ? starvation.begin() : begin));
            return result(failure.verdict(requirement.level()), failure, starvation.now() - start, notes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return result(
                    Verdict.SKIPPED, CheckFailure.blocked("the run was interrupted"), starvation.now() - start, notes);
        } catch (Exception | Error e) {
            return result(
                    Verdict.INCONCLUSIVE,
                    CheckFailure.inconclusive("the check broke off: " + told(e)),
                    starvation.now() - start,
                    notes);
        }
    }

    private static CheckFailure excused(CheckFailure failure, Duration standstill) {
        return failure.mayBeTime() && !standstill.isZero()
                ? CheckFailure.inconclusive("this machine stood still for " + standstill.toMillis()
                        + " ms while it was tried, which may be why: " + failure.getMessage()
                        + "; run again on a quieter one")
                : failure;
    }

    private static String told(Throwable e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private Result result(Verdict verdict, CheckFailure failure, long nanos, Notes notes) {
        return new Result(
                requirement,
                verdict,
                failure != null && failure.isBlocked(),
                failure == null ? null : failure.getMessage(),
                failure == null ? null : failure.expected(),
                failure == null ? null : failure.came(),
                failure == null ? null : failure.likelyCause(),
                nanos / 1_000_000,
                notes.evidence());
    }
}
