package io.github.assetpaysim.simulator.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A simulator with the standard settings that runs for all tests of a class; register it in a static field. A bug that it logs fails
 * the test in which it does, and the class when that is only as it is closed.
 */
public final class RunningSimulator implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private KeptLog log;
    private Simulator simulator;

    @Override
    public void beforeAll(ExtensionContext context) {
        log = new KeptLog();
        simulator = Simulator.start(Settings.STANDARD, log);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertNoBugs("bugs that the simulator logged");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        simulator.close();
        assertNoBugs("bugs that the simulator logged");
    }

    /** Fails when the simulator has logged a bug that has not failed anything yet; for tests that look in between. */
    public void assertNoBugs(String what) {
        assertThat(log.takeBugs()).as(what).isEmpty();
    }

    public Simulator simulator() {
        return simulator;
    }

    public URI baseUrl() {
        return simulator.baseUrl();
    }

    public TestClient client() {
        return new TestClient(simulator);
    }

    /** What the simulator has logged, bugs apart. */
    public List<String> lines() {
        return log.lines();
    }

    /** Forgets the lines that the simulator has logged. */
    public void clearLines() {
        log.clearLines();
    }
}
