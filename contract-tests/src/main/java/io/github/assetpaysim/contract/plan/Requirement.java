package io.github.assetpaysim.contract.plan;

import java.util.Set;

/**
 * One thing that a merchant's integration, or a host that calls itself AssetPay, must or should do.
 *
 * @param id stable, such as {@code SIG-03}
 * @param group one word, shared by requirements about the same thing
 * @param sentence the requirement itself
 * @param source where it was read
 * @param documented whether AssetPay says so; otherwise it was inferred
 * @param reason why something inferred is a MUST all the same, or null
 * @param asked of which merchants
 * @param effects what trying it does to a host besides reading
 */
public record Requirement(
        String id,
        String group,
        Level level,
        String sentence,
        String source,
        boolean documented,
        String reason,
        Asked asked,
        Set<Effect> effects) {
    public Requirement {
        effects = Set.copyOf(effects);
    }

    /** Of whom something is asked. */
    public enum Asked {
        EVERYBODY,
        /** Of merchants that take withdrawals. */
        WITH_WITHDRAWALS,
        /** Of merchants that take deposits only. */
        WITHOUT_WITHDRAWALS
    }

    /** How much a violation counts. */
    public enum Level {
        /** It fails the run. */
        MUST,
        /** It is a warning. */
        SHOULD
    }
}
