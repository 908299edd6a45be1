package io.github.assetpaysim.contract.cli;

import io.github.assetpaysim.contract.InvisibleEnds;
import io.github.assetpaysim.contract.merchant.MerchantOptions;
import io.github.assetpaysim.contract.merchant.MerchantPlan;
import io.github.assetpaysim.contract.merchant.probe.HttpProbe;
import io.github.assetpaysim.contract.merchant.scene.CreditPolicy;
import io.github.assetpaysim.contract.merchant.scene.StartTrade;
import io.github.assetpaysim.contract.plan.Outcome;
import io.github.assetpaysim.contract.plan.Result;
import io.github.assetpaysim.contract.plan.Selection;
import io.github.assetpaysim.contract.report.Console;
import io.github.assetpaysim.contract.report.Progress;
import io.github.assetpaysim.contract.report.ReportDirectory;
import io.github.assetpaysim.contract.report.RunReport;
import io.github.assetpaysim.contract.report.Secrets;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command {@code merchant}. */
final class MerchantRun {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|min)");
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int MOST_AT_ONCE = 128;

    private final Arguments arguments;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean person;
    private String secret;

    /** @param person whether one looks at what is printed */
    MerchantRun(Arguments arguments, PrintStream out, PrintStream err, boolean person) {
        this.arguments = arguments;
        this.person = person;
        this.out = out;
        this.err = err;
    }

    int run() throws InterruptedException {
        MerchantOptions options;
        MerchantPlan plan;
        Set<String> expectedFailures = expectedFailures();
        ReportDirectory directory = directory();
        Instant started = Instant.now();
        try {
            options = options();
            plan = MerchantPlan.open(options);
        } catch (IllegalArgumentException e) {
            throw new UsageError(e.getMessage());
        }
        try (plan) {
            Progress progress = new Progress(
                    err,
                    person && !arguments.flag("interactive"),
                    plan.plan().checks().size());
            tellUnasked(expectedFailures, plan);
            List<Result> results = plan.plan().run(plan.atOnce(), progress::finished);
            progress.end();
            return report(
                    new RunReport(
                            Version.VALUE,
                            plan.plan().name(),
                            URI.create(arguments.needed("target")),
                            started,
                            Duration.between(started, Instant.now()).toMillis(),
                            plan.facts(),
                            plan.ordinaryPaths(),
                            new Outcome(results, expectedFailures)),
                    directory);
        }
    }

    private int report(RunReport run, ReportDirectory directory) {
        Map<String, Path> bodies = Map.of();
        if (directory != null) {
            try {
                bodies = directory.write(run, secrets());
            } catch (IOException e) {
                err.println("assetpay-contract-tests: the report could not be written: " + e.getMessage());
            }
        }
        out.print(Console.text(run, bodies, arguments.flag("verbose"), secrets()));
        return run.outcome().exitStatus();
    }

    private Secrets secrets() {
        return new Secrets(Arrays.asList(secret, arguments.value("control-token"), arguments.value("api-key")));
    }

    private ReportDirectory directory() {
        String path = arguments.value("report");
        if (path == null) {
            return null;
        }
        try {
            return ReportDirectory.at(Path.of(path));
        } catch (IOException | InvalidPathException e) {
            throw new UsageError("--report: nothing can be written to " + path + " (" + e.getMessage() + ")");
        }
    }

    private Set<String> expectedFailures() {
        String file = arguments.value("expected-failures");
        Set<String> ids = new TreeSet<>();
        if (file != null) {
            for (String line : TextFile.read(file, "expected-failures").split("\\R")) {
                String id = line.replaceFirst("#.*", "").trim();
                if (!id.isEmpty()) {
                    ids.addAll(expectedFailure(id, file));
                }
            }
        }
        return ids;
    }

    private void tellUnasked(Set<String> expectedFailures, MerchantPlan plan) {
        Set<String> unasked = new TreeSet<>(expectedFailures);
        plan.plan().checks().forEach(check -> unasked.remove(check.requirement().id()));
        if (!unasked.isEmpty()) {
            err.println("--expected-failures: not asked in this run: " + String.join(", ", unasked));
        }
    }

    private static List<String> expectedFailure(String id, String file) {
        if (!id.contains("-")) {
            throw new UsageError("--expected-failures: " + file + ": '" + id + "' is no id of a requirement");
        }
        try {
            return new Selection(List.of(id), List.of()).only();
        } catch (IllegalArgumentException e) {
            throw new UsageError("--expected-failures: " + file + ": " + e.getMessage());
        }
    }

    private MerchantOptions options() {
        secret = secret();
        MerchantOptions options = MerchantOptions.at(arguments.needed("target"))
                .apiSecret(secret)
                .controlToken(arguments.value("control-token"))
                .apiKey(arguments.value("api-key"))
                .merchantId(arguments.value("merchant-id"))
                .settle(duration("settle"))
                .callbackTimeout(duration("callback-timeout"))
                .atOnce(atOnce())
                .creditPolicy(creditPolicy())
                .selection(new Selection(arguments.values("only"), arguments.values("skip")));
        if (arguments.value("callback-url") != null) {
            options.callbackUrl(arguments.value("callback-url"));
        }
        if (arguments.value("probe") != null) {
            options.probe(new HttpProbe(arguments.value("probe"), arguments.value("probe-pointer")));
        }
        if (arguments.value("start-deposit") != null) {
            options.startDeposit(StartTrade.deposit(arguments.value("start-deposit"), body("start-deposit-body")));
        } else if (arguments.value("start-deposit-body") != null) {
            throw new UsageError("--start-deposit-body is of no use without --start-deposit");
        }
        if (arguments.value("start-withdrawal") != null) {
            options.startWithdrawal(
                    StartTrade.withdrawal(arguments.value("start-withdrawal"), body("start-withdrawal-body")));
        } else if (arguments.value("start-withdrawal-body") != null) {
            throw new UsageError("--start-withdrawal-body is of no use without --start-withdrawal");
        }
        if (arguments.flag("no-withdrawals")) {
            options.noWithdrawals();
        }
        return staging(options);
    }

    private MerchantOptions staging(MerchantOptions options) {
        String steamId = arguments.value("steam-id");
        String tradeUrl = arguments.value("trade-url");
        if ((steamId == null) != (tradeUrl == null)) {
            throw new UsageError("--steam-id and --trade-url belong together: give both");
        }
        String allow = arguments.value("allow");
        if (allow != null && !allow.equals("creates-trade")) {
            throw new UsageError("--allow can only be creates-trade, not '" + allow + "'");
        }
        if (allow != null) {
            options.mayCreateTrades();
        }
        if (arguments.flag("interactive")) {
            options.interactive(err::println);
        }
        return options.user(steamId, tradeUrl);
    }

    private String secret() {
        String file = arguments.value("api-secret-file");
        if (file == null) {
            return arguments.value("api-secret");
        }
        if (arguments.value("api-secret") != null) {
            throw new UsageError("give either --api-secret or --api-secret-file");
        }
        String text = TextFile.read(file, "api-secret-file");
        String secret = InvisibleEnds.cutFrom(text);
        if (!secret.equals(text)) {
            err.println("--api-secret-file: the file " + InvisibleEnds.told(text)
                    + ", which is no part of the secret: dropped");
        }
        return secret;
    }

    private String body(String option) {
        String given = arguments.value(option);
        return given == null || given.trim().startsWith("{") || given.trim().startsWith("[")
                ? given
                : TextFile.read(given, option);
    }

    private CreditPolicy creditPolicy() {
        String given = arguments.value("credit-policy");
        return given.equals("auto")
                ? null
                : CreditPolicy.of(given)
                        .orElseThrow(() -> new UsageError(
                                "--credit-policy must be completed, instant or auto, not '" + given + "'"));
    }

    private int atOnce() {
        String given = arguments.value("parallel");
        if (!given.matches("\\d{1,3}") || Integer.parseInt(given) < 1 || Integer.parseInt(given) > MOST_AT_ONCE) {
            throw new UsageError("--parallel must be a number from 1 to " + MOST_AT_ONCE + ", not '" + given + "'");
        }
        return Integer.parseInt(given);
    }

    private Duration duration(String option) {
        Matcher matcher = DURATION.matcher(arguments.value(option));
        if (!matcher.matches()) {
            throw new UsageError("--" + option + " must be a duration such as 500ms, 3s or 1min, not '"
                    + arguments.value(option) + "'");
        }
        long number = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
        if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw new UsageError("--" + option + " must be longer than nothing and at most 10min");
        }
        return duration;
    }
}
