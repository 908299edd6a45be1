package io.github.assetpaysim.contract.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.contract.SteamUser;
import io.github.assetpaysim.contract.merchant.scene.Run;
import io.github.assetpaysim.contract.plan.Requirement;
import io.github.assetpaysim.contract.plan.Requirements;
import io.github.assetpaysim.contract.plan.Result;
import io.github.assetpaysim.contract.plan.Verdict;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the plan makes of hosts as a whole. */
@Execution(ExecutionMode.CONCURRENT)
class ApiPlanTest {
    /** Groups of which a host without a control API cannot show everything. */
    private static final String[] OUTSIDE = {"token", "tradeurl", "deposit", "life", "callback", "withdrawal", "history"
    };

    @RegisterExtension
    static final ApiRuns RUNS = new ApiRuns();

    @Test
    void a_simulator_keeps_every_requirement() throws Exception {
        assertThat(RUNS.results())
                .filteredOn(result -> result.verdict() != Verdict.PASS)
                .isEmpty();
    }

    @Test
    void there_is_one_check_for_each_requirement() {
        assertThat(ApiPlan.checks())
                .extracting(ApiCheck::id)
                .containsExactlyElementsOf(
                        Requirements.API.stream().map(Requirement::id).toList());
    }

    @Test
    void at_a_simulator_that_is_judged_from_outside_nothing_fails_and_what_cannot_be_seen_is_skipped()
            throws Exception {
        int port = freePort();
        String callbackUrl = "http://127.0.0.1:" + port + "/assetpay";
        Settings settings = Settings.SERVE
                .with(Settings.PORT, 0)
                .with("apiKey", "ap_outside")
                .with("apiSecret", "seen-from-outside")
                .with("callbackUrl", callbackUrl)
                .with("pace", "20ms")
                .withoutControl();
        try (Simulator simulator = Simulator.start(settings)) {
            List<Result> results = ApiRuns.results(
                    ApiOptions.at(simulator.toString())
                            .apiKey("ap_outside")
                            .apiSecret("seen-from-outside")
                            .user(user("76561198012345678"))
                            .otherUser(user("76561198012345679"))
                            .receiverPublicUrl(callbackUrl),
                    OUTSIDE);

            assertThat(results)
                    .filteredOn(result -> result.verdict() != Verdict.PASS
                            && (result.verdict() != Verdict.SKIPPED || result.blocked()))
                    .isEmpty();
            assertThat(results.stream().filter(result -> result.verdict() == Verdict.PASS))
                    .extracting(Result::id)
                    .hasSizeGreaterThan(60);
        }
    }

    private static SteamUser user(String steamId) {
        return new SteamUser(steamId, Run.tradeUrl(steamId));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
