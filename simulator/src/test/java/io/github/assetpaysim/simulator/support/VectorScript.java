package io.github.assetpaysim.simulator.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The node scripts that write the vectors. */
public final class VectorScript {
    private VectorScript() {}

    /** Holds a script's file against what the script writes; the test is skipped where node is not installed. */
    public static void check(String script) throws InterruptedException {
        Process node;
        try {
            node = new ProcessBuilder("node", script, "--check")
                    .directory(Path.of("..", "fixtures", "vectors").toFile())
                    .inheritIO()
                    .start();
        } catch (IOException e) {
            abort("node is not on the PATH");
            return;
        }
        try {
            assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(node.exitValue()).isZero();
        } finally {
            node.destroyForcibly();
        }
    }
}
