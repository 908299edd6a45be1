package io.github.assetpaysim.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.merchant.Credentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What the checks of {@link QuickStartTest} say about hosts that are not as they should be. */
@DisabledIfSystemProperty(
        named = "assetpay.target",
        matches = ".*",
        disabledReason = "checks the checks themselves, not the target that was named")
class KitTest {
    private static Simulator simulator;

    @BeforeAll
    static void start() {
        simulator = Simulator.start(Settings.STANDARD);
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    /** The outcome of a run: names of tests, why they were skipped or failed, and why the class itself failed. */
    private static final class Report implements TestExecutionListener {
        private final Set<String> passed = new TreeSet<>();
        private final Map<String, String> skipped = new TreeMap<>();
        private final Map<String, String> failed = new TreeMap<>();
        private Throwable classFailure;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            Throwable reason = result.getThrowable().orElse(null);
            if (!test.isTest()) {
                classFailure = reason == null ? classFailure : reason;
                return;
            }
            String name = ((MethodSource) test.getSource().orElseThrow()).getMethodName();
            switch (result.getStatus()) {
                case SUCCESSFUL -> passed.add(name);
                case ABORTED -> skipped.put(name, reason.getMessage());
                case FAILED -> failed.put(name, String.valueOf(reason.getMessage()));
            }
        }
    }

    private static Report run(Map<String, String> options) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(QuickStartTest.class))
                .configurationParameters(prefixed(options))
                .build();
        Report report = new Report();
        LauncherFactory.create().execute(request, report);
        return report;
    }

    private static Map<String, String> prefixed(Map<String, String> options) {
        Map<String, String> prefixed = new LinkedHashMap<>();
        options.forEach((name, value) -> prefixed.put("assetpay." + name, value));
        return prefixed;
    }

    private static Map<String, String> credentials(URI target) {
        Credentials merchant = simulator.defaultMerchant().credentials();
        Map<String, String> options = new LinkedHashMap<>();
        options.put("target", target.toString());
        options.put("apiKey", merchant.apiKey());
        options.put("apiSecret", merchant.apiSecret());
        options.put("steamId", "76561198000000778");
        options.put("tradeUrl", "https://steamcommunity.com/tradeoffer/new/?partner=39735050&token=AbCdEfGh");
        return options;
    }

    @Test
    void a_target_that_cannot_be_reached_fails_the_run_once_and_in_one_sentence() throws IOException {
        int freePort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            freePort = socket.getLocalPort();
        }

        Report report = run(Map.of("target", "http://127.0.0.1:" + freePort));

        assertUnusable(report, "The target http://127.0.0.1:" + freePort + " cannot be reached (", "start it");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.assetpay.co, production",
        "https://API.assetpay.co./, production",
        "http://api.assetpay.co:8080/v1, production",
        "https://api.assetpay.gg, production",
        "localhost:8080, its scheme is missing",
        "127.0.0.1, its scheme is missing",
        "ftp://127.0.0.1, its scheme is",
        "'http://a b', its character 9 is U+0020",
        "http://***@a, without user and password"
    })
    void a_target_that_must_not_be_used_is_refused_before_anything_is_sent(String target, String reason) {
        assertUnusable(run(Map.of("target", target)), target, reason);
    }

    @ParameterizedTest
    @CsvSource({
        "allow, creates-trades, can only be creates-trade",
        "steamId, 76561198000000001, belong together",
        "controlToken, ' ', is empty"
    })
    void an_option_that_makes_no_sense_is_refused(String name, String value, String reason) {
        assertUnusable(run(Map.of("target", simulator.toString(), name, value)), "-Dassetpay." + name, reason);
    }

    @Test
    void a_mistyped_option_is_refused_and_the_known_ones_are_named() {
        System.setProperty("assetpay.tagret", "http://127.0.0.1:1");
        try {
            assertUnusable(run(Map.of()), "There is no option -Dassetpay.tagret", "-Dassetpay.target");
        } finally {
            System.clearProperty("assetpay.tagret");
        }
    }

    @Test
    void a_host_that_is_no_simulator_needs_credentials() {
        try (Mirror mirror = Mirror.real(simulator.baseUrl())) {
            assertUnusable(run(Map.of("target", mirror.url().toString())), "is no simulator", "-Dassetpay.apiSecret");
        }
    }

    @Test
    void a_simulator_that_wants_its_control_token_is_not_mistaken_for_a_real_host() {
        try (Simulator guarded = Simulator.start(Settings.STANDARD.with(Settings.CONTROL_TOKEN, "open-sesame"))) {
            assertUnusable(run(Map.of("target", guarded.toString())), "-Dassetpay.controlToken");

            Report report = run(Map.of("target", guarded.toString(), "controlToken", "open-sesame"));

            assertThat(report.failed).isEmpty();
            assertThat(report.skipped).isEmpty();
        }
    }

    private static void assertUnusable(Report report, String... parts) {
        assertThat(report.classFailure)
                .isInstanceOf(UnusableTarget.class)
                .hasMessageContainingAll(parts)
                .hasNoCause();
        assertThat(report.classFailure.getStackTrace()).isEmpty();
        assertThat(report.classFailure.getMessage()).doesNotContain("\n").endsWith(".");
        assertThat(report.passed).isEmpty();
        assertThat(report.skipped).isEmpty();
        assertThat(report.failed).isEmpty();
    }

    @Test
    void at_a_host_that_is_no_simulator_nothing_is_created_unless_allowed() {
        try (Mirror mirror = Mirror.real(simulator.baseUrl())) {
            Report report = run(credentials(mirror.url()));

            assertThat(report.failed).isEmpty();
            assertThat(report.passed)
                    .containsExactlyInAnyOrder(
                            "authenticating_a_client_gives_a_token_signed_with_the_api_secret",
                            "a_token_that_the_merchant_signed_itself_works_too",
                            "the_inventory_tells_how_many_items_there_are_how_old_it_is_and_the_collateral",
                            "items_of_the_inventory_have_the_members_that_the_quick_start_shows",
                            "offers_are_positive_amounts_in_whole_cents");
            assertThat(report.skipped.get("a_deposit_is_answered_with_the_initiated_trade"))
                    .contains("-Dassetpay.allow=creates-trade");
            assertThat(report.skipped.get("the_callbacks_tell_each_status_once_and_in_order"))
                    .contains("needs to receive callbacks", "is no simulator");
            assertThat(mirror.requests())
                    .noneMatch(request -> request.contains("/trading/"))
                    .filteredOn(request -> request.contains("/_sim"))
                    .containsExactly("GET /_sim/health");
        }
    }

    @Test
    void at_a_host_that_is_no_simulator_one_trade_is_created_when_allowed() {
        try (Mirror mirror = Mirror.real(simulator.baseUrl())) {
            Map<String, String> options = credentials(mirror.url());
            options.put("allow", "creates-trade");

            Report report = run(options);

            assertThat(report.failed).isEmpty();
            assertThat(report.passed)
                    .contains(
                            "a_deposit_is_answered_with_the_initiated_trade",
                            "a_second_use_of_an_externalId_is_refused");
            assertThat(report.skipped)
                    .allSatisfy((test, reason) -> assertThat(reason).contains("needs to receive callbacks"));
            assertThat(simulator.defaultMerchant().trades().all()).hasSize(1);
        }
    }

    @Test
    void when_the_first_step_fails_the_others_are_skipped_with_that_reason() {
        try (Mirror mirror = Mirror.distorting(
                simulator.baseUrl(), (path, body) -> path.startsWith("/auth") ? "{\"success\":false}" : body)) {
            Report report = run(Map.of("target", mirror.url().toString()));

            assertThat(report.failed)
                    .containsOnlyKeys("authenticating_a_client_gives_a_token_signed_with_the_api_secret");
            assertThat(report.passed).isEmpty();
            assertThat(report.skipped)
                    .isNotEmpty()
                    .allSatisfy((test, reason) ->
                            assertThat(reason).isEqualTo("needs to authenticate, which failed before"));
        }
    }

    /** All in one run, for a run takes a second. */
    @Test
    void what_an_answer_has_wrong_fails_exactly_the_checks_that_are_about_it() {
        BinaryOperator<String> distortion = (path, body) -> {
            String distorted = body;
            for (Flaw flaw : Flaw.values()) {
                distorted =
                        path.startsWith(flaw.where) ? distorted.replaceAll(flaw.pattern, flaw.replacement) : distorted;
            }
            return distorted;
        };
        try (Mirror mirror = Mirror.distorting(simulator.baseUrl(), distortion)) {
            Report report = run(Map.of("target", mirror.url().toString()));

            assertThat(report.failed)
                    .containsOnlyKeys(Stream.of(Flaw.values())
                            .flatMap(flaw -> flaw.checks.stream())
                            .toList());
        }
    }

    private enum Flaw {
        PRICE_AS_TEXT(
                "/client/trading/deposit",
                "\"totalPrice\":([0-9.]+)",
                "\"totalPrice\":\"$1\"",
                "a_deposit_is_answered_with_the_initiated_trade",
                "a_callback_is_signed_and_carries_the_whole_trade"),
        INSTANT_WITHOUT_MILLISECONDS(
                "/client/inventory",
                "(\"updatedAt\":\"[^.]+)\\.\\d+Z",
                "$1Z",
                "the_inventory_tells_how_many_items_there_are_how_old_it_is_and_the_collateral"),
        WEAR_AS_NUMBER(
                "/client/inventory",
                "\"wear\":\"([0-9.]+)\"",
                "\"wear\":$1",
                "items_of_the_inventory_have_the_members_that_the_quick_start_shows"),
        OTHER_ERROR_CODE(
                "/client/trading/deposit", "\"code\":1,", "\"code\":1005,", "a_second_use_of_an_externalId_is_refused");

        private final String where;
        private final String pattern;
        private final String replacement;
        private final List<String> checks;

        Flaw(String where, String pattern, String replacement, String... checks) {
            this.where = where;
            this.pattern = pattern;
            this.replacement = replacement;
            this.checks = List.of(checks);
        }
    }
}
