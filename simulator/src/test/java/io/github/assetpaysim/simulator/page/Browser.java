package io.github.assetpaysim.simulator.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.Capabilities;
import org.openqa.selenium.MutableCapabilities;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.remote.CommandInfo;
import org.openqa.selenium.remote.HttpCommandExecutor;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.remote.http.HttpClient;
import org.openqa.selenium.remote.http.HttpMethod;

/**
 * A headless Chromium with nothing stored. A test fails when the page complained on the console. There is one browser in a JVM,
 * with one tab, for their start takes as long as several tests; where none is installed the tests are skipped.
 */
final class Browser extends Region implements BeforeEachCallback, AfterEachCallback {
    /** Tests that take long: a build leaves them out unless it is told {@code -DleftOut=}. */
    static final String ON_DEMAND = "browser-on-demand";

    private static final Path CHROMIUM = program("CHROMIUM", "/usr/bin/chromium");
    private static final Path DRIVER = program("CHROMEDRIVER", "/usr/bin/chromedriver");
    private static final boolean INSTALLED = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    private static final String MISSING = "the page was not tried in a browser: there is no " + CHROMIUM + " with "
            + DRIVER + "; apt-get install chromium chromium-driver, or name others in CHROMIUM and CHROMEDRIVER";

    static {
        if (!INSTALLED) {
            System.err.println("WARNING: " + MISSING);
        }
    }

    /** Starts with the first test that needs it. */
    private static final class Started extends RemoteWebDriver {
        private static final Pattern LISTENS = Pattern.compile("started successfully on port (\\d+)");

        static final Started ONE = start();

        private Started(URL url, Capabilities options) {
            super(
                    new HttpCommandExecutor(
                            HttpClient.Factory.createDefault().createClient(url),
                            Map.of("cdp", new CommandInfo("/session/:sessionId/goog/cdp/execute", HttpMethod.POST)),
                            url),
                    options);
        }

        private static Started start() {
            try {
                Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
                List<String> arguments = List.of(
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--window-size=1280,1000",
                        // What an element is called is told in a script then, not in a round trip for each.
                        "--enable-blink-features=ComputedAccessibilityInfo",
                        "--disable-features=BackForwardCache",
                        "--disable-extensions",
                        "--disable-component-extensions-with-background-pages",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + Files.createTempDirectory(target, "chromium"));
                MutableCapabilities options = new MutableCapabilities(Map.of("browserName", "chrome"));
                options.setCapability("goog:chromeOptions", Map.of("binary", CHROMIUM.toString(), "args", arguments));
                options.setCapability("goog:loggingPrefs", Map.of(LogType.BROWSER, "ALL"));
                Process driver = new ProcessBuilder(DRIVER.toString(), "--port=0")
                        .redirectErrorStream(true)
                        .start();
                Started started = new Started(new URL("http://127.0.0.1:" + port(driver)), options);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    started.quit();
                    driver.destroy();
                }));
                return started;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** It says it once it listens. */
        private static String port(Process driver) {
            return driver.inputReader()
                    .lines()
                    .map(LISTENS::matcher)
                    .filter(Matcher::find)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(DRIVER + " did not start"))
                    .group(1);
        }

        /** Tells the browser something that no page can; a command of the DevTools protocol. */
        Map<?, ?> devTools(String command, Map<String, ?> parameters) {
            return (Map<?, ?>)
                    execute("cdp", Map.of("cmd", command, "params", parameters)).getValue();
        }
    }

    private final List<String> expected = new ArrayList<>();
    private boolean emulated;

    Browser() {
        super("the page", List.of(), (script, arguments) -> Started.ONE.executeScript(script, arguments));
    }

    private static Path program(String variable, String standard) {
        return Path.of(System.getenv().getOrDefault(variable, standard));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Assumptions.assumeTrue(INSTALLED, MISSING);
        Started.ONE.get("about:blank");
        console();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (INSTALLED) {
            List<String> complaints = console();
            Started.ONE.executeScript(
                    "location.protocol === 'http:' && [sessionStorage, localStorage].forEach(each => each.clear())");
            Started.ONE.get("about:blank");
            if (emulated) {
                Started.ONE.devTools("Emulation.clearDeviceMetricsOverride", Map.of());
                Started.ONE.devTools("Emulation.setEmulatedMedia", Map.of("features", List.of()));
            }
            complaints.removeIf(line -> expected.stream().anyMatch(line::contains));
            assertThat(complaints).as("what the page said on the console").isEmpty();
            // A stream whose reader leaves while it is written to would be handled again for ever if handling it
            // failed.
            Awaitility.await("nobody is busy with a request that is over").until(Browser::nobodyHandlesErrors);
        }
    }

    private static boolean nobodyHandlesErrors() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Stream::of)
                .noneMatch(frame -> frame.getClassName().endsWith(".http.ErrorPages"));
    }

    /** Warnings and errors since the last call, breaches of the Content-Security-Policy among them. */
    private static List<String> console() {
        List<String> lines = new ArrayList<>();
        Started.ONE.manage().logs().get(LogType.BROWSER).forEach(entry -> {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                lines.add(entry.getLevel() + " " + entry.getMessage());
            }
        });
        return lines;
    }

    /** A complaint with this text is part of the test, such as {@code 401} or {@code ERR_CONNECTION_REFUSED}. */
    void expectComplaint(String part) {
        expected.add(part);
    }

    /** Goes to an address. */
    Browser open(URI url) {
        Started.ONE.get(url.toString());
        return this;
    }

    /** Leaves the page, which would complain when its simulator is gone. */
    void leave() {
        Started.ONE.get("about:blank");
    }

    Browser reload() {
        Started.ONE.navigate().refresh();
        return this;
    }

    Browser back() {
        Started.ONE.navigate().back();
        return this;
    }

    String title() {
        return Started.ONE.getTitle();
    }

    URI url() {
        return URI.create(Started.ONE.getCurrentUrl());
    }

    /** Presses keys wherever the focus is. */
    Browser press(CharSequence... keys) {
        Started.ONE.switchTo().activeElement().sendKeys(keys);
        return this;
    }

    /** The accessible name of what has the focus. */
    String focused() {
        return (String) value("document.activeElement.computedName");
    }

    /** What an expression of JavaScript is, for what no user sees, such as how far a list is scrolled. */
    Object value(String expression) {
        return Started.ONE.executeScript("return " + expression);
    }

    /** What a button of the page has copied. */
    String copied() {
        Started.ONE.devTools("Browser.grantPermissions", Map.of("permissions", List.of("clipboardReadWrite")));
        return (String) value("navigator.clipboard.readText()");
    }

    /** How many bytes the scripts of the tab keep, garbage apart. */
    long heap() {
        Started.ONE.devTools("HeapProfiler.collectGarbage", Map.of());
        return ((Number) Started.ONE.devTools("Runtime.getHeapUsage", Map.of()).get("usedSize")).longValue();
    }

    /** Does something in another tab, which is closed then. */
    void inAnotherTab(Runnable doing) {
        String here = Started.ONE.getWindowHandle();
        Started.ONE.switchTo().newWindow(WindowType.TAB);
        try {
            doing.run();
        } finally {
            Started.ONE.close();
            Started.ONE.switchTo().window(here);
        }
    }

    /** Gives the page this many CSS pixels to be shown in. */
    Browser size(int width, int height) {
        emulated = true;
        Started.ONE.devTools(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        return this;
    }

    /** Makes the user one who prefers this scheme, {@code light} or {@code dark}. */
    Browser prefers(String scheme) {
        emulated = true;
        Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
        Started.ONE.devTools("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
        return this;
    }

    /** A picture of what is seen, as PNG. */
    byte[] picture() {
        return Started.ONE.getScreenshotAs(OutputType.BYTES);
    }
}
