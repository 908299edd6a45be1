package io.github.assetpaysim.contract.cli;

import io.github.assetpaysim.contract.SteamUser;
import io.github.assetpaysim.contract.api.ApiOptions;
import io.github.assetpaysim.contract.api.ApiPlan;

/** The command {@code api}. */
final class ApiCommand {
    private static final int HIGHEST_PORT = 65_535;

    private final PlanRun run;
    private final Arguments arguments;

    ApiCommand(PlanRun run) {
        this.run = run;
        this.arguments = run.arguments();
    }

    int run() throws InterruptedException {
        return run.run(this::open);
    }

    /** Opens the plan, and tells a person what will be done at a host that is no simulator. */
    ApiPlan open() throws InterruptedException {
        ApiPlan plan = ApiPlan.open(options());
        if (!plan.isControlled()) {
            plan.intentions().forEach(run::tell);
        }
        return plan;
    }

    private ApiOptions options() {
        ApiOptions options = ApiOptions.at(arguments.needed("target"))
                .controlToken(arguments.value("control-token"))
                .apiKey(arguments.value("api-key"))
                .apiSecret(run.secret())
                .merchantId(arguments.value("merchant-id"))
                .allow(run.allowed())
                .receiverPort(port())
                .patience(run.duration("patience"))
                .selection(run.selection());
        if (run.both("steam-id", "trade-url")) {
            options.user(user("steam-id", "trade-url"));
        }
        if (run.both("other-steam-id", "other-trade-url")) {
            options.otherUser(user("other-steam-id", "other-trade-url"));
        }
        if (arguments.value("receiver-public-url") != null) {
            options.receiverPublicUrl(arguments.value("receiver-public-url"));
        }
        if (arguments.flag("interactive")) {
            options.interactive(run::tell);
        }
        if (arguments.flag("no-control")) {
            options.noControl();
        }
        if (arguments.flag("verified")) {
            options.verified();
        }
        return options;
    }

    private SteamUser user(String steamId, String tradeUrl) {
        return new SteamUser(arguments.value(steamId), arguments.value(tradeUrl));
    }

    private int port() {
        String given = arguments.value("receiver-port");
        if (!given.matches("\\d{1,5}") || Integer.parseInt(given) > HIGHEST_PORT) {
            throw new UsageError("--receiver-port must be a number from 0 to 65535, not '" + given + "'");
        }
        return Integer.parseInt(given);
    }
}
