package io.github.assetpaysim.culprit.cli.command;

/** Breaks the rules of its package on purpose; {@code ArchitectureTest} must see it. */
public final class Culprit {
    private final Object tooFar = new io.github.assetpaysim.culprit.merchant.Culprit();

    @Override
    public String toString() {
        return "knows " + tooFar;
    }
}
