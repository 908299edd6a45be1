package io.github.assetpaysim.culprit.seed;

/** Breaks the rules of its package on purpose; {@code ArchitectureTest} must see it. */
public final class Culprit {
    private final Object tooFar = new io.github.assetpaysim.culprit.log.Culprit();

    /** Takes chance and time from where nobody can repeat them. */
    static String chance() throws InterruptedException {
        Thread.sleep(0);
        return java.time.Instant.now() + " " + java.util.UUID.randomUUID() + new java.util.Random().nextInt();
    }

    @Override
    public String toString() {
        return "knows " + tooFar;
    }
}
