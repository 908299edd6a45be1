package io.github.assetpaysim.contract.zoo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.assetpaysim.simulator.Simulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

/** A merchant of the documentation in a process of its own, started as anybody would start it. */
public final class Example implements AutoCloseable {
    private final Process process;
    private final URI url;

    private Example(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** Starts {@code docs/examples/file}; the test is skipped where its language is not installed. */
    public static Example start(
            String language, String file, Policy policy, Simulator simulator, String apiKey, String apiSecret)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        language, Path.of("..", "docs", "examples", file).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PORT", "0");
        builder.environment().put("ASSETPAY_BASE_URL", simulator.toString());
        builder.environment().put("ASSETPAY_API_KEY", apiKey);
        builder.environment().put("ASSETPAY_API_SECRET", apiSecret);
        builder.environment().put("CREDIT_POLICY", policy.name().toLowerCase(Locale.ROOT));
        builder.environment().put("no_proxy", "127.0.0.1");
        Process process = null;
        try {
            process = builder.start();
        } catch (IOException e) {
            assumeTrue(false, language + " is not on the PATH");
        }
        String ready = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        if (ready == null || !ready.startsWith("READY http://127.0.0.1:")) {
            process.destroyForcibly();
            throw new IOException(file + " said " + ready);
        }
        return new Example(process, URI.create(ready.substring("READY ".length())));
    }

    /** The base URL of this merchant. */
    public URI url() {
        return url;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
