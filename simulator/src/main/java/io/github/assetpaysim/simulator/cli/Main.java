package io.github.assetpaysim.simulator.cli;

import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.Version;
import io.github.assetpaysim.simulator.cli.command.Commands;
import io.github.assetpaysim.simulator.cli.command.UsageError;
import io.github.assetpaysim.simulator.cli.demo.Demo;
import io.github.assetpaysim.simulator.cli.demo.DemoMerchant;
import io.github.assetpaysim.simulator.http.CannotListen;
import io.github.assetpaysim.simulator.http.WebServer;
import io.github.assetpaysim.simulator.log.StderrLog;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.setting.Spelling;
import io.github.assetpaysim.simulator.text.Quoted;
import io.github.assetpaysim.simulator.time.Leftover;
import io.github.assetpaysim.simulator.time.WallClock;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Adapts arguments and environment, starts the simulator, prints what a person needs to know. */
public final class Main {
    private static final int CANNOT_START = 1;
    private static final int USAGE = 2;

    /** UTF-8 whatever the locale says: item names have a ★. */
    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    /** The commands that need no running simulator. */
    private static final List<String> OWN = List.of("serve", "demo", ExplainCallback.NAME);

    private Main() {}

    public static void main(String[] arguments) {
        try {
            if (arguments.length > 0 && arguments[0].equals(ExplainCallback.NAME)) {
                System.exit(ExplainCallback.run(
                        Arrays.copyOfRange(arguments, 1, arguments.length), System.in, OUT, System.err::println));
            }
            if (arguments.length > 0 && !arguments[0].startsWith("-") && !OWN.contains(arguments[0])) {
                if (!Commands.names().contains(arguments[0])) {
                    throw unknown(arguments[0]);
                }
                System.exit(Commands.run(arguments, System.getenv(), OUT, Main::complain));
            }
            run(arguments);
        } catch (UsageError e) {
            fail(USAGE, e.getMessage());
        } catch (CannotListen e) {
            fail(CANNOT_START, e.getMessage());
        }
    }

    private static void run(String[] arguments) {
        // Jetty lists all locales there are, a tenth of the start. No text here goes by a locale, so the few of the
        // JDK's root will do.
        System.getProperties().putIfAbsent("java.locale.providers", "SPI");
        // Beside the reading of options.
        Thread early = new Thread(WebServer::warmUp, "assetpay-warm-up");
        early.setDaemon(true);
        // What cannot be loaded is told by whoever needs it.
        early.setUncaughtExceptionHandler((thread, error) -> {});
        early.start();
        Options options = Options.read(arguments, System.getenv());
        if (options.flag("help")) {
            OUT.print(Help.text());
            return;
        }
        if (options.flag("version")) {
            OUT.println(Version.line());
            return;
        }
        List<String> words = options.words();
        String command = words.isEmpty() ? "serve" : words.get(0);
        if (words.size() > 1) {
            throw new UsageError("'" + words.get(1) + "' is neither an option nor a command; --help shows both");
        }
        switch (command) {
            case "serve" -> serve(options);
            case "demo" -> demo(arguments);
            default -> throw unknown(command);
        }
    }

    private static UsageError unknown(String command) {
        List<String> all =
                Stream.concat(OWN.stream(), Commands.names().stream()).toList();
        return all.contains(command)
                ? new UsageError("write " + command + " first, and its options after it")
                : new UsageError("unknown command '" + command + "'; did you mean " + Spelling.nearest(command, all)
                        + "? There are " + String.join(", ", all));
    }

    private static void serve(Options options) {
        if (!options.ignored().isEmpty() && !options.flag("quiet")) {
            complain("warning: ignored " + String.join(", ", options.ignored())
                    + "; Kubernetes or Docker made them of a service's name."
                    + " To be without them, set enableServiceLinks: false in the pod");
        }
        StderrLog log = new StderrLog(WallClock.CLOCK, options.flag("quiet"));
        Settings settings = Arguments.settings(options, log::line);
        Simulator simulator = start(settings, log);
        String banner = Banner.text(simulator, settings, WallClock.CLOCK.instant());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(simulator, log), "assetpay-shutdown"));
        OUT.print(banner);
        OUT.flush();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Simulator start(Settings settings, StderrLog log) {
        try {
            return Simulator.start(settings, log);
        } catch (InvalidSetting e) {
            throw new UsageError("--" + Options.optionName(e.name()) + ": " + e.problem());
        }
    }

    private static void demo(String[] arguments) {
        if (arguments.length > 1) {
            throw new UsageError("demo takes no options");
        }
        // The JDK's own server otherwise delays each kept-alive answer by 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        String secret = "demo-secret";
        try (DemoMerchant merchant = new DemoMerchant(secret);
                Simulator simulator = Simulator.start(Settings.STANDARD.with(MerchantSettings.STANDARD
                        .with(MerchantSettings.API_SECRET, secret)
                        .with(
                                MerchantSettings.CALLBACK_URL.name(),
                                merchant.callbackUrl().toString())))) {
            String key = simulator.defaultMerchant().credentials().apiKey();
            new Demo(simulator.baseUrl(), key, merchant, OUT).run();
        } catch (IOException | IllegalStateException e) {
            fail(CANNOT_START, "the demo failed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Halts, because a hook that merely returns would leave the exit status of the signal. */
    private static void stop(Simulator simulator, StderrLog log) {
        Leftover leftover = simulator.stop();
        log.line("stopped; left undone: " + leftover.due() + " due, " + leftover.scheduled() + " only scheduled");
        log.close();
        Runtime.getRuntime().halt(0);
    }

    private static void fail(int status, String message) {
        complain(message);
        System.exit(status);
    }

    private static void complain(String message) {
        // What was given may stand in the message; a line break in it must not make two lines of one.
        System.err.println("assetpay-simulator: " + Quoted.oneLine(message));
    }
}
