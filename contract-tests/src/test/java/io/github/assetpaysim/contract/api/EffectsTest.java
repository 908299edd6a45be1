package io.github.assetpaysim.contract.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.assetpaysim.contract.SteamUser;
import io.github.assetpaysim.contract.plan.Effect;
import io.github.assetpaysim.contract.plan.Requirements;
import io.github.assetpaysim.contract.plan.Result;
import io.github.assetpaysim.contract.plan.Selection;
import io.github.assetpaysim.contract.plan.Verdict;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** At a host that is not this machine: here a simulator under another address than loopback. */
class EffectsTest {
    /** One that reads, and one of each effect. */
    private static final List<String> TRIED = List.of("PRC-02", "DEP-04", "WDR-19", "LIM-01");

    private static Simulator simulator;
    private static String target;

    @BeforeAll
    static void start() throws Exception {
        InetAddress address = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress())
                .findFirst()
                .orElse(null);
        assumeTrue(address != null, "this machine has no other address than loopback");
        simulator = Simulator.start(Settings.SERVE
                .with(Settings.HOST, "0.0.0.0")
                .with(Settings.PORT, 0)
                .with("apiKey", "ap_elsewhere")
                .with("apiSecret", "elsewhere-secret")
                .with("pace", "20ms"));
        target =
                "http://" + address.getHostAddress() + ":" + simulator.baseUrl().getPort();
    }

    @AfterAll
    static void stop() {
        if (simulator != null) {
            simulator.close();
        }
    }

    private static ApiOptions options(Set<Effect> allowed) {
        return ApiOptions.at(target)
                .noControl()
                .apiKey("ap_elsewhere")
                .apiSecret("elsewhere-secret")
                .user(new SteamUser(
                        "76561198012345678",
                        "https://steamcommunity.com/tradeoffer/new/?partner=52079950&token=SimUser1"))
                .allow(allowed)
                .selection(new Selection(Requirements.API, TRIED, List.of()));
    }

    private static Map<String, Result> results(ApiPlan plan) {
        return plan.plan().run(plan.atOnce(), result -> {}).stream()
                .collect(Collectors.toMap(Result::id, Function.identity()));
    }

    @Test
    void only_what_reads_is_done_unless_more_is_allowed() throws Exception {
        try (ApiPlan plan = ApiPlan.open(options(Set.of()))) {
            assertThat(plan.intentions()).first().asString().startsWith("1 checks at " + target + ", about 2 requests");

            Map<String, Result> results = results(plan);

            assertThat(results.get("PRC-02").verdict()).isEqualTo(Verdict.PASS);
            assertThat(results.get("DEP-04").reason())
                    .isEqualTo("creates a trade: allow it with --allow creates-trade");
            assertThat(results.get("WDR-19").reason())
                    .isEqualTo("creates a trade and moves money: allow it with --allow creates-trade,moves-money");
            assertThat(results.get("LIM-01").reason())
                    .isEqualTo("uses up a rate limit: allow it with --allow burns-rate-limit");
            assertThat(plan.facts()).anyMatch(fact -> fact.startsWith("2 requests were sent"));
        }
    }

    @Test
    void what_is_allowed_is_done_and_nothing_else() throws Exception {
        try (ApiPlan plan = ApiPlan.open(options(EnumSet.of(Effect.CREATES_TRADE)))) {
            Map<String, Result> results = results(plan);

            assertThat(results.get("DEP-04").verdict()).isEqualTo(Verdict.PASS);
            assertThat(results.get("WDR-19").reason()).isEqualTo("moves money: allow it with --allow moves-money");
        }
    }
}
