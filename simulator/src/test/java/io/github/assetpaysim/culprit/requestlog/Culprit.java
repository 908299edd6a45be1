package io.github.assetpaysim.culprit.requestlog;

/** Breaks the rules of its package on purpose; {@code ArchitectureTest} must see it. */
public final class Culprit {
    private final Object tooFar = new io.github.assetpaysim.culprit.trade.Culprit();

    @Override
    public String toString() {
        return "knows " + tooFar;
    }
}
