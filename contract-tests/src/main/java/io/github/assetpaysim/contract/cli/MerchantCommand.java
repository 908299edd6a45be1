package io.github.assetpaysim.contract.cli;

import io.github.assetpaysim.contract.merchant.MerchantOptions;
import io.github.assetpaysim.contract.merchant.MerchantPlan;
import io.github.assetpaysim.contract.merchant.probe.HttpProbe;
import io.github.assetpaysim.contract.merchant.scene.CreditPolicy;
import io.github.assetpaysim.contract.merchant.scene.StartTrade;
import io.github.assetpaysim.contract.plan.Effect;

/** The command {@code merchant}. */
final class MerchantCommand {
    private static final int MOST_AT_ONCE = 128;

    private final PlanRun run;
    private final Arguments arguments;

    MerchantCommand(PlanRun run) {
        this.run = run;
        this.arguments = run.arguments();
    }

    int run() throws InterruptedException {
        return run.run(() -> MerchantPlan.open(options()));
    }

    private MerchantOptions options() {
        MerchantOptions options = MerchantOptions.at(arguments.needed("target"))
                .apiSecret(run.secret())
                .controlToken(arguments.value("control-token"))
                .apiKey(arguments.value("api-key"))
                .merchantId(arguments.value("merchant-id"))
                .settle(run.duration("settle"))
                .callbackTimeout(run.duration("callback-timeout"))
                .atOnce(atOnce())
                .creditPolicy(creditPolicy())
                .selection(run.selection());
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
        for (Effect effect : run.allowed()) {
            if (effect != Effect.CREATES_TRADE) {
                throw new UsageError("--allow can only be creates-trade here, not '" + effect.word() + "'");
            }
            options.mayCreateTrades();
        }
        if (arguments.flag("interactive")) {
            options.interactive(run::tell);
        }
        run.both("steam-id", "trade-url");
        return options.user(arguments.value("steam-id"), arguments.value("trade-url"));
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
}
