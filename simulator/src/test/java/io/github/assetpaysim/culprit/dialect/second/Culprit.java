package io.github.assetpaysim.culprit.dialect.second;

/** Breaks the rules of its package on purpose; {@code ArchitectureTest} must see it. */
public final class Culprit {
    private final Object tooFar = new io.github.assetpaysim.culprit.dialect.co.Culprit();

    @Override
    public String toString() {
        return "knows " + tooFar;
    }
}
