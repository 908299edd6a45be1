package io.github.assetpaysim.culprit.text;

/** Breaks the rule of its package on purpose; {@code ArchitectureTest} must see it. */
public final class Culprit {
    private final Object tooFar = new io.github.assetpaysim.culprit.log.Culprit();

    @Override
    public String toString() {
        return "knows " + tooFar;
    }
}
