package io.github.assetpaysim.contract.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.contract.SteamUser;
import io.github.assetpaysim.contract.api.ApiOptions;
import io.github.assetpaysim.contract.api.ApiPlan;
import io.github.assetpaysim.contract.merchant.scene.Run;
import io.github.assetpaysim.contract.plan.Requirements;
import io.github.assetpaysim.contract.plan.Result;
import io.github.assetpaysim.contract.plan.Selection;
import io.github.assetpaysim.contract.plan.Verdict;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The plan at a simulator without its control API. Most of the time it waits for what does not come. */
class JudgedFromOutsideTest {
    /** Groups of which a host without a control API cannot show everything. */
    private static final List<String> OUTSIDE =
            List.of("token", "tradeurl", "deposit", "life", "callback", "withdrawal", "history");

    @Test
    void nothing_fails_and_what_cannot_be_seen_is_skipped() throws Exception {
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
            ApiOptions options = ApiOptions.at(simulator.toString())
                    .apiKey("ap_outside")
                    .apiSecret("seen-from-outside")
                    .user(user("76561198012345678"))
                    .otherUser(user("76561198012345679"))
                    .receiverPublicUrl(callbackUrl)
                    .selection(new Selection(Requirements.API, OUTSIDE, List.of()));
            List<Result> results;
            try (ApiPlan plan = ApiPlan.open(options)) {
                results = plan.plan().run(plan.atOnce(), result -> {});
            }

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
