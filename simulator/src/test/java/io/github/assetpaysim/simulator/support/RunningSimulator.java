package io.github.assetpaysim.simulator.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.log.EventLog;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A simulator with the standard settings that runs for all tests of a class; register it in a static field. A test fails when the
 * simulator has logged a bug by its end, and the class when it has by the time it is closed.
 */
public final class RunningSimulator implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> bugs = new CopyOnWriteArrayList<>();
    private Simulator simulator;

    @Override
    public void beforeAll(ExtensionContext context) {
        lines.clear();
        bugs.clear();
        simulator = Simulator.start(Settings.STANDARD, new EventLog() {
            @Override
            public void line(String line) {
                lines.add(line);
            }

            @Override
            public void bug(String where, Throwable error) {
                bugs.add(where + ": " + error);
                SILENT.bug(where, error);
            }
        });
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertNoBugs();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        simulator.close();
        assertNoBugs();
    }

    private void assertNoBugs() {
        assertThat(bugs).as("bugs that the simulator logged").isEmpty();
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

    /** What the simulator has logged; may be cleared. */
    public List<String> lines() {
        return lines;
    }

    /** The bugs that the simulator has logged, for tests that look in between. */
    public List<String> bugs() {
        return List.copyOf(bugs);
    }
}
