package io.github.assetpaysim.simulator.junit;

import static io.github.assetpaysim.simulator.PlannedFault.fault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.SimulatedMerchant;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.TestClient;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;

/** Runs small test classes, which are below each test, with the engine of JUnit. */
class AssetPaySimulatorExtensionTest {
    private static final String ALICE = "76561198000000001";

    private static final Map<String, String> PARALLEL = Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "8");

    /** What the small test classes were given; cleared before each run. */
    private static final Queue<SimulatedMerchant> MERCHANTS = new ConcurrentLinkedQueue<>();

    private static final Queue<Simulator> SIMULATORS = new ConcurrentLinkedQueue<>();

    private static EngineExecutionResults run(Class<?>... classes) {
        return run(Map.of(), classes);
    }

    private static EngineExecutionResults run(Map<String, String> parameters, Class<?>... classes) {
        MERCHANTS.clear();
        SIMULATORS.clear();
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter").configurationParameters(parameters);
        for (Class<?> each : classes) {
            kit.selectors(selectClass(each));
        }
        return kit.execute();
    }

    /** The failures by the name of the test or class. */
    private static Map<String, String> failures(EngineExecutionResults results) {
        Map<String, String> failures = new ConcurrentHashMap<>();
        results.allEvents()
                .filter(event -> event.getType() == EventType.FINISHED)
                .forEach(event -> failure(event).ifPresent(error -> failures.put(name(event), message(error))));
        return failures;
    }

    private static String name(Event event) {
        return event.getTestDescriptor().getDisplayName().replaceFirst("\\(.*", "()");
    }

    private static Optional<Throwable> failure(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class).getThrowable();
    }

    private static String message(Throwable error) {
        StringBuilder message = new StringBuilder(String.valueOf(error.getMessage()));
        for (Throwable more : error.getSuppressed()) {
            message.append(" and ").append(more.getMessage());
        }
        return message + (error.getCause() == null ? "" : " / " + message(error.getCause()));
    }

    private static void assertAllPassed(EngineExecutionResults results, int tests) {
        assertThat(failures(results)).isEmpty();
        assertThat(results.testEvents().succeeded().count()).isEqualTo(tests);
    }

    private static boolean listens(Simulator simulator) {
        try (Socket socket = new Socket("127.0.0.1", simulator.baseUrl().getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static String deposit(SimulatedMerchant merchant) {
        TestClient client = new TestClient(merchant.baseUrl());
        String token = merchant.clientToken(ALICE);
        return client.deposit(token, client.depositable(token, "730").get(0), "")
                .data()
                .required("id")
                .textValue();
    }

    @Nested
    class Injection {
        @Test
        void a_test_has_one_fresh_merchant_wherever_it_asks_for_it() {
            assertAllPassed(run(Everywhere.class), 2);

            assertThat(new HashSet<>(MERCHANTS)).hasSize(2);
            assertThat(MERCHANTS).allMatch(SimulatedMerchant::isDeleted);
            assertThat(new HashSet<>(SIMULATORS)).hasSize(1);
        }

        @Test
        void all_classes_of_a_run_share_one_simulator_which_is_closed_at_its_end() {
            assertAllPassed(run(Everywhere.class, PerClass.class), 4);

            assertThat(new HashSet<>(SIMULATORS)).hasSize(1);
            assertThat(new HashSet<>(MERCHANTS)).hasSize(4);
            assertThat(listens(SIMULATORS.element())).isFalse();
        }

        @Test
        void every_kind_of_test_has_its_merchant() {
            assertAllPassed(run(Kinds.class), 8);

            // Two parameters, three repetitions, one factory, one nested, one nested deeper; the factory's two share
            // one.
            assertThat(new HashSet<>(MERCHANTS)).hasSize(8);
            assertThat(MERCHANTS).allMatch(SimulatedMerchant::isDeleted);
        }

        @Test
        void what_outlives_a_test_cannot_have_a_tests_merchant() {
            Map<String, String> failures = failures(run(BeforeAllTakes.class, ConstructorOfAllTakes.class));

            assertThat(failures).hasSize(2);
            assertThat(failures.values())
                    .allMatch(message -> message.contains("a SimulatedMerchant belongs to one test, not to "));
        }
    }

    @ExtendWith(AssetPaySimulatorExtension.class)
    static class Everywhere {
        private final SimulatedMerchant merchant;
        private final Simulator simulator;

        Everywhere(SimulatedMerchant merchant, Simulator simulator) {
            this.merchant = merchant;
            this.simulator = simulator;
            SIMULATORS.add(simulator);
        }

        @BeforeAll
        static void take(Simulator simulator) {
            SIMULATORS.add(simulator);
        }

        @BeforeEach
        void take(SimulatedMerchant ofBeforeEach, Simulator again) {
            assertThat(ofBeforeEach).isSameAs(merchant);
            assertThat(again).isSameAs(simulator);
            SIMULATORS.add(simulator);
        }

        @Test
        void first(SimulatedMerchant ofTest) {
            assertThat(ofTest).isSameAs(merchant);
            MERCHANTS.add(ofTest);
        }

        @Test
        void second(SimulatedMerchant ofTest) {
            assertThat(ofTest).isSameAs(merchant);
            MERCHANTS.add(ofTest);
            assertThat(deposit(ofTest)).isNotEmpty();
        }

        @AfterEach
        void merchantIsStillThere(SimulatedMerchant ofAfterEach) {
            assertThat(ofAfterEach).isSameAs(merchant);
            assertThat(merchant.isDeleted()).isFalse();
        }
    }

    @ExtendWith(AssetPaySimulatorExtension.class)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClass {
        PerClass(Simulator simulator) {
            SIMULATORS.add(simulator);
        }

        @Test
        void first(SimulatedMerchant merchant) {
            MERCHANTS.add(merchant);
        }

        @Test
        void second(SimulatedMerchant merchant) {
            MERCHANTS.add(merchant);
        }
    }

    @ExtendWith(AssetPaySimulatorExtension.class)
    static class Kinds {
        @ParameterizedTest
        @ValueSource(strings = {"a", "b"})
        void with(String parameter, SimulatedMerchant merchant) {
            MERCHANTS.add(merchant);
        }

        @RepeatedTest(3)
        void again(SimulatedMerchant merchant) {
            MERCHANTS.add(merchant);
        }

        @TestFactory
        Stream<DynamicTest> made(SimulatedMerchant ofFactory) {
            MERCHANTS.add(ofFactory);
            return Stream.of(DynamicTest.dynamicTest(
                    "made", () -> assertThat(ofFactory.isDeleted()).isFalse()));
        }

        @Nested
        class Inner {
            private SimulatedMerchant outer;

            @BeforeEach
            void take(SimulatedMerchant merchant) {
                outer = merchant;
            }

            @Test
            void sees_the_same_as_the_outer_class(SimulatedMerchant merchant) {
                assertThat(merchant).isSameAs(outer);
                MERCHANTS.add(merchant);
            }

            @Nested
            @TestInstance(TestInstance.Lifecycle.PER_CLASS)
            class Innermost {
                @Test
                void sees_the_same_as_the_outer_classes(SimulatedMerchant merchant) {
                    assertThat(merchant).isSameAs(outer);
                    MERCHANTS.add(merchant);
                }
            }
        }
    }

    @ExtendWith(AssetPaySimulatorExtension.class)
    static class BeforeAllTakes {
        @BeforeAll
        static void take(SimulatedMerchant merchant) {}

        @Test
        void anything() {}
    }

    @ExtendWith(AssetPaySimulatorExtension.class)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class ConstructorOfAllTakes {
        ConstructorOfAllTakes(SimulatedMerchant merchant) {}

        @Test
        void anything() {}
    }

    @Nested
    class OwnSettings {
        @Test
        void a_static_registration_has_one_simulator_per_class_for_its_nested_classes_too() {
            assertAllPassed(run(OfItsOwn.class, OfItsOwnToo.class), 4);

            assertThat(new HashSet<>(SIMULATORS)).hasSize(2);
            assertThat(SIMULATORS).noneMatch(AssetPaySimulatorExtensionTest::listens);
            assertThat(new HashSet<>(MERCHANTS)).hasSize(4);
        }

        @Test
        void a_registration_in_an_instance_has_one_per_test() {
            assertAllPassed(run(InEachInstance.class), 2);

            assertThat(new HashSet<>(SIMULATORS)).hasSize(2);
            assertThat(SIMULATORS).noneMatch(AssetPaySimulatorExtensionTest::listens);
        }
    }

    static class OfItsOwn {
        @RegisterExtension
        static final AssetPaySimulatorExtension ASSET_PAY = AssetPaySimulatorExtension.withSettings(
                Settings.STANDARD.with("steam.outcome", "decline").with("apiSecret", "hush"));

        @Test
        void settings_hold_for_the_tests_merchant(SimulatedMerchant merchant, Simulator simulator) {
            SIMULATORS.add(simulator);
            MERCHANTS.add(merchant);
            String trade = deposit(merchant);
            merchant.advance(Duration.ofHours(1));
            assertThat(merchant.status(trade)).isEqualTo("DECLINED");
            assertThat(merchant.apiSecret()).isEqualTo("hush");
        }

        @Test
        void twice(SimulatedMerchant merchant, Simulator simulator) {
            SIMULATORS.add(simulator);
            MERCHANTS.add(merchant);
        }

        @Nested
        class Inner {
            @Test
            void uses_the_outer_ones(SimulatedMerchant merchant, Simulator simulator) {
                SIMULATORS.add(simulator);
                MERCHANTS.add(merchant);
            }
        }
    }

    static class OfItsOwnToo {
        @RegisterExtension
        static final AssetPaySimulatorExtension ASSET_PAY = AssetPaySimulatorExtension.withSettings(Settings.STANDARD);

        @Test
        void once(SimulatedMerchant merchant, Simulator simulator) {
            SIMULATORS.add(simulator);
            MERCHANTS.add(merchant);
        }
    }

    /** What an application is told once, before there is any test, and keeps. */
    @Nested
    class KnownCredentials {
        @ParameterizedTest
        @ValueSource(classes = {WithKey.class, WithId.class, WithAllThree.class})
        void settings_that_name_them_are_those_of_each_tests_merchant(Class<?> tests) {
            assertAllPassed(run(tests), 3);

            assertThat(new HashSet<>(SIMULATORS)).hasSize(1);
            assertThat(new HashSet<>(MERCHANTS)).hasSize(3).allMatch(SimulatedMerchant::isDeleted);
        }

        @Test
        void many_classes_with_one_application_each_see_the_traffic_of_their_own_test_only() {
            try (Simulator simulator = Application.started()) {
                assertAllPassed(run(OneClass.class, AnotherClass.class), 6);

                assertThat(new HashSet<>(SIMULATORS)).containsExactly(simulator);
                assertThat(new HashSet<>(MERCHANTS)).hasSize(6).allMatch(SimulatedMerchant::isDeleted);
                assertThat(Application.TRADES).hasSize(6);
                assertThat(listens(simulator))
                        .as("it is closed by who started it")
                        .isTrue();
            }
        }

        @Test
        void in_parallel_they_wait_for_each_other() {
            try (Simulator simulator = Application.started()) {
                assertAllPassed(run(PARALLEL, OneClass.class, AnotherClass.class), 6);

                assertThat(Application.TRADES).hasSize(6);
                assertThat(new HashSet<>(SIMULATORS)).containsExactly(simulator);
            }
        }

        @Test
        void what_a_test_leaves_behind_is_found_there_too() {
            try (Simulator simulator = Application.started()) {
                assertThat(failures(run(ForgetfulWithApplication.class)).get("unstruck()"))
                        .contains("drop on callback PENDING: nothing met its trigger");
                assertThat(simulator.defaultMerchant().faults().tallies()).isEmpty();
            }
        }

        @Test
        void a_test_that_would_wait_for_one_on_its_own_thread_is_told_so_instead() {
            Turn turn = new Turn();
            turn.take();

            assertThatThrownBy(turn::take)
                    .isInstanceOf(ParameterResolutionException.class)
                    .hasMessageContaining("@ResourceLock");
            turn.end();
            turn.take();
        }
    }

    /** An application as a cached context of Spring keeps it: started once, with credentials that nobody changes. */
    private static final class Application {
        static final Set<String> TRADES = ConcurrentHashMap.newKeySet();
        static Simulator simulator;

        static Simulator started() {
            TRADES.clear();
            simulator = Simulator.start(Settings.STANDARD
                    .with("apiKey", "ap_test")
                    .with("apiSecret", "hush")
                    .with("merchantId", "shop"));
            return simulator;
        }

        /** Deposits the same each time, and would take a trade with a known id for done. */
        static String deposit() {
            String trade = depositBy(simulator, "ap_test");
            assertThat(TRADES.add(trade)).as("a new trade").isTrue();
            return trade;
        }
    }

    private static String depositBy(Simulator simulator, String apiKey) {
        TestClient client = new TestClient(simulator);
        String token = client.post(
                        "/auth/authenticate-client",
                        "{\"clientSteamId\":\"" + ALICE + "\",\"clientTradeUrl\":\"" + TestClient.tradeUrl() + "\"}",
                        "api-key",
                        apiKey)
                .data()
                .required("token")
                .textValue();
        return client.deposit(token, client.depositable(token, "730").get(0), ",\"externalId\":\"order-1\"")
                .data()
                .required("id")
                .textValue();
    }

    static class UsesTheApplication {
        @RegisterExtension
        final AssetPaySimulatorExtension assetPay = AssetPaySimulatorExtension.withSimulator(Application.simulator);

        @RepeatedTest(3)
        void its_traffic_is_this_tests(SimulatedMerchant merchant, Simulator simulator) {
            MERCHANTS.add(merchant);
            SIMULATORS.add(simulator);
            assertThat(merchant.apiKey()).isEqualTo("ap_test");
            assertThat(merchant.apiSecret()).isEqualTo("hush");
            assertThat(merchant.merchantId()).isEqualTo("shop");
            try (Receiver receiver = Receiver.good()) {
                merchant.sendCallbacksTo(receiver.url());
                String trade = Application.deposit();
                merchant.advance(Duration.ofDays(8));
                assertThat(merchant.trades())
                        .singleElement()
                        .matches(it -> it.id().equals(trade));
                assertThat(receiver.events()).containsExactly("INITIATED", "PENDING", "ACTIVE", "HOLD", "COMPLETED");
            }
        }
    }

    static class OneClass extends UsesTheApplication {}

    static class AnotherClass extends UsesTheApplication {}

    static class ForgetfulWithApplication {
        @RegisterExtension
        final AssetPaySimulatorExtension assetPay = AssetPaySimulatorExtension.withSimulator(Application.simulator);

        @Test
        void unstruck(SimulatedMerchant merchant) {
            planDrop(merchant);
        }
    }

    static class WithCredentials {
        void isTheApplications(SimulatedMerchant merchant, Simulator simulator, String apiKey) {
            MERCHANTS.add(merchant);
            SIMULATORS.add(simulator);
            assertThat(merchant.trades()).isEmpty();
            String trade = depositBy(simulator, apiKey);
            assertThat(merchant.status(trade)).isEqualTo("INITIATED");
        }
    }

    static class WithKey extends WithCredentials {
        @RegisterExtension
        static final AssetPaySimulatorExtension ASSET_PAY =
                AssetPaySimulatorExtension.withSettings(Settings.STANDARD.with("apiKey", "ap_test"));

        @RepeatedTest(3)
        void has_the_key(SimulatedMerchant merchant, Simulator simulator) {
            isTheApplications(merchant, simulator, "ap_test");
        }
    }

    static class WithId extends WithCredentials {
        @RegisterExtension
        static final AssetPaySimulatorExtension ASSET_PAY =
                AssetPaySimulatorExtension.withSettings(Settings.STANDARD.with("merchantId", "shop"));

        @RepeatedTest(3)
        void has_the_id(SimulatedMerchant merchant, Simulator simulator) {
            assertThat(merchant.merchantId()).isEqualTo("shop");
            isTheApplications(merchant, simulator, merchant.apiKey());
        }
    }

    static class WithAllThree extends WithCredentials {
        @RegisterExtension
        static final AssetPaySimulatorExtension ASSET_PAY = AssetPaySimulatorExtension.withSettings(Settings.STANDARD
                .with("merchantId", "shop")
                .with("apiKey", "ap_test")
                .with("apiSecret", "hush"));

        @RepeatedTest(3)
        void has_all(SimulatedMerchant merchant, Simulator simulator) {
            assertThat(merchant.merchantId()).isEqualTo("shop");
            assertThat(merchant.apiSecret()).isEqualTo("hush");
            isTheApplications(merchant, simulator, "ap_test");
        }
    }

    static class InEachInstance {
        @RegisterExtension
        final AssetPaySimulatorExtension assetPay = AssetPaySimulatorExtension.withSettings(Settings.STANDARD);

        @Test
        void first(Simulator simulator) {
            SIMULATORS.add(simulator);
        }

        @Test
        void second(Simulator simulator) {
            SIMULATORS.add(simulator);
        }
    }

    @Nested
    class WhatIsLeft {
        @Test
        void a_fault_that_never_struck_fails_a_test_that_passed() {
            Map<String, String> failures = failures(run(Forgetful.class));

            assertThat(failures)
                    .containsOnlyKeys("unstruck()", "unmatchedOften()", "undelivered()", "keptBack()", "tooLate()");
            assertThat(failures.get("unstruck()"))
                    .contains("planned and never struck, so that the test has not tested it:\n"
                            + "    duplicate on callback COMPLETED: nothing met its trigger\n"
                            + "    error on authenticate-client: nothing met its trigger\n"
                            + "If that is meant, say so: @AllowUnstruckFaults, @AllowUndeliveredCallbacks")
                    .doesNotContain("drop");
            assertThat(failures.get("unmatchedOften()"))
                    .contains("    drop on callback, from match 7 on: only 1 met its trigger\n");
        }

        @Test
        void a_callback_that_was_not_delivered_fails_a_test_that_passed() {
            Map<String, String> failures = failures(run(Forgetful.class));

            assertThat(failures.get("undelivered()"))
                    .containsPattern("not delivered:\n    callback INITIATED of trade \\S+: RETRYING, attempt 1 -> "
                            + "http://127.0.0.1:\\d+/callback: 500, next attempt due \\S+\n"
                            + "    callback PENDING of trade \\S+: RETRYING, attempt 1 ");
            assertThat(failures.get("keptBack()")).containsPattern("callback INITIATED of trade \\S+: KEPT_BACK\n");
            assertThat(failures.get("tooLate()")).containsPattern("callback INITIATED of trade \\S+: UNDELIVERABLE\n");
        }

        @Test
        void what_is_meant_or_cannot_be_delivered_anyway_fails_nothing() {
            assertAllPassed(run(Careful.class), 7);
        }

        @Test
        void a_test_that_has_failed_keeps_its_own_failure() {
            assertThat(failures(run(Failing.class))).containsOnly(Map.entry("itself()", "its own"));
        }

        @Test
        void a_test_that_leaves_its_thread_interrupted_is_judged_as_any_other_and_the_thread_stays_so() {
            EngineExecutionResults results = run(Interrupting.class);

            assertThat(failures(results)).containsOnlyKeys("unstruck()");
            assertThat(failures(results).get("unstruck()"))
                    .contains("drop on callback PENDING: nothing met its trigger");
            assertThat(Interrupting.STILL).containsExactly(true, true);
        }

        @Test
        void marks_of_method_class_and_outer_class_allow_it() {
            assertAllPassed(run(Marked.class, MarkedMethods.class, Built.class), 5);
        }

        @Test
        void a_mark_allows_only_what_it_names() {
            Map<String, String> failures = failures(run(MarkedWrongly.class));

            assertThat(failures.get("unstruck()")).contains("drop on callback PENDING");
            assertThat(failures.get("undelivered()")).contains("RETRYING");
        }

        @Test
        void a_callback_on_its_way_is_waited_for_before_the_test_stops_its_receiver() {
            assertAllPassed(run(StopsItsReceiver.class), 20);
        }
    }

    private static void planDrop(SimulatedMerchant merchant) {
        merchant.plan(fault("drop").onCallback("PENDING"));
    }

    private static void refuseAll(SimulatedMerchant merchant) {
        try (Receiver receiver = Receiver.answering(callback -> 500)) {
            merchant.sendCallbacksTo(receiver.url());
            String trade = deposit(merchant);
            merchant.advance(Duration.ofSeconds(2));
            assertThat(merchant.status(trade)).isEqualTo("PENDING");
        }
    }

    @ExtendWith(AssetPaySimulatorExtension.class)
    static class Forgetful {
        @Test
        void unstruck(SimulatedMerchant merchant) {
            merchant.sendCallbacksTo("http://127.0.0.1:9/");
            merchant.plan(
                    fault("drop").onCallback("INITIATED"),
                    fault("duplicate").onCallback("COMPLETED"),
                    fault("error").with("error", "PRICE_CHANGED").onOperation("authenticate-client"));
            deposit(merchant);
        }

        @Test
        void unmatchedOften(SimulatedMerchant merchant) {
            merchant.plan(fault("drop").onCallback().when("nth", 7));
            deposit(merchant);
        }

        @Test
        void undelivered(SimulatedMerchant merchant) {
            refuseAll(merchant);
        }

        @Test
        void keptBack(SimulatedMerchant merchant) {
            merchant.sendCallbacksTo("http://127.0.0.1:9/");
            merchant.plan(fault("swap-with-next").onCallback("INITIATED"));
            deposit(merchant);
        }

        @Test
        void tooLate(SimulatedMerchant merchant) {
            deposit(merchant);
            merchant.sendCallbacksTo("http://127.0.0.1:9/");
        }
    }

    @ExtendWith(AssetPaySimulatorExtension.class)
    static class Careful {
        @Test
        void hasNoUrl(SimulatedMerchant merchant) {
            merchant.complete(deposit(merchant));
        }

        @Test
        void dropped(SimulatedMerchant merchant) {
            merchant.sendCallbacksTo("http://127.0.0.1:9/");
            merchant.plan(fault("drop").onCallback("INITIATED"));
            deposit(merchant);
        }

        @Test
        void alteredAndRefused(SimulatedMerchant merchant) {
            try (Receiver receiver = Receiver.answering(callback -> 401)) {
                merchant.sendCallbacksTo(receiver.url());
                merchant.plan(fault("wrong-secret").onCallback("INITIATED"));
                deposit(merchant);
                merchant.advance(Duration.ofSeconds(1));
                assertThat(receiver.got()).hasSize(1);
            }
        }

        @Test
        void sentOnTopAndRefused(SimulatedMerchant merchant) {
            List<String> seen = new ArrayList<>();
            try (Receiver receiver = Receiver.answering(callback -> {
                synchronized (seen) {
                    seen.add(callback.event());
                    return seen.size() == 1 ? 401 : 200;
                }
            })) {
                merchant.sendCallbacksTo(receiver.url());
                merchant.plan(fault("missing-key").with("besides", true).onCallback("INITIATED"));
                deposit(merchant);
                merchant.advance(Duration.ofSeconds(1));
                assertThat(seen).containsExactly("INITIATED", "INITIATED");
            }
        }

        @Test
        void deliveredInTheEnd(SimulatedMerchant merchant) {
            List<String> seen = new ArrayList<>();
            try (Receiver receiver = Receiver.answering(callback -> {
                synchronized (seen) {
                    seen.add(callback.event());
                    return seen.size() == 1 ? 500 : 200;
                }
            })) {
                merchant.sendCallbacksTo(receiver.url());
                deposit(merchant);
                merchant.advance(Duration.ofSeconds(10));
            }
        }

        @Test
        void urlWasTakenBack(SimulatedMerchant merchant) {
            refuseAll(merchant);
            new TestClient(merchant.baseUrl())
                    .send(
                            "PATCH",
                            "/_sim/merchants/" + merchant.id(),
                            "{\"callbackUrl\":null}",
                            "Content-Type",
                            "application/json");
        }

        @Test
        void doesNotUseIt() {}
    }

    @ExtendWith(AssetPaySimulatorExtension.class)
    static class Interrupting {
        static final Queue<Boolean> STILL = new ConcurrentLinkedQueue<>();

        @Test
        void unstruck(SimulatedMerchant merchant) {
            planDrop(merchant);
            Thread.currentThread().interrupt();
        }

        @Test
        void innocent(SimulatedMerchant merchant) {
            Thread.currentThread().interrupt();
        }

        @AfterEach
        void look() {
            STILL.add(Thread.interrupted());
        }
    }

    @ExtendWith(AssetPaySimulatorExtension.class)
    static class Failing {
        @Test
        void itself(SimulatedMerchant merchant) {
            planDrop(merchant);
            throw new IllegalStateException("its own");
        }
    }

    @ExtendWith(AssetPaySimulatorExtension.class)
    @AllowUnstruckFaults
    @AllowUndeliveredCallbacks
    static class Marked {
        @Test
        void both(SimulatedMerchant merchant) {
            refuseAll(merchant);
            merchant.plan(fault("drop").onCallback("COMPLETED"));
        }

        @Nested
        class Inner {
            @Test
            void both(SimulatedMerchant merchant) {
                refuseAll(merchant);
                merchant.plan(fault("drop").onCallback("COMPLETED"));
            }
        }
    }

    @ExtendWith(AssetPaySimulatorExtension.class)
    static class MarkedMethods {
        @Test
        @AllowUnstruckFaults
        void unstruck(SimulatedMerchant merchant) {
            planDrop(merchant);
        }

        @Test
        @AllowUndeliveredCallbacks
        void undelivered(SimulatedMerchant merchant) {
            refuseAll(merchant);
        }
    }

    static class Built {
        @RegisterExtension
        static final AssetPaySimulatorExtension ASSET_PAY =
                new AssetPaySimulatorExtension().allowUndeliveredCallbacks().allowUnstruckFaults();

        @Test
        void both(SimulatedMerchant merchant) {
            refuseAll(merchant);
            merchant.plan(fault("drop").onCallback("COMPLETED"));
        }
    }

    @ExtendWith(AssetPaySimulatorExtension.class)
    static class MarkedWrongly {
        @Test
        @AllowUndeliveredCallbacks
        void unstruck(SimulatedMerchant merchant) {
            planDrop(merchant);
        }

        @Test
        @AllowUnstruckFaults
        void undelivered(SimulatedMerchant merchant) {
            refuseAll(merchant);
        }
    }

    @ExtendWith(AssetPaySimulatorExtension.class)
    static class StopsItsReceiver {
        private final Receiver receiver = Receiver.good();

        @RepeatedTest(20)
        void deposit_and_go(SimulatedMerchant merchant) {
            merchant.sendCallbacksTo(receiver.url());
            deposit(merchant);
        }

        @AfterEach
        void stop() {
            receiver.close();
        }
    }

    @Nested
    class InParallel {
        @Test
        void tests_do_not_see_each_others_merchants() {
            assertAllPassed(run(PARALLEL, Concurrent.class, ConcurrentToo.class), 40);

            assertThat(new HashSet<>(SIMULATORS)).hasSize(1);
            assertThat(new HashSet<>(MERCHANTS)).hasSize(40).allMatch(SimulatedMerchant::isDeleted);
        }
    }

    static class Steps {
        @RepeatedTest(20)
        void own_callbacks_only(SimulatedMerchant merchant, Simulator simulator) {
            MERCHANTS.add(merchant);
            SIMULATORS.add(simulator);
            try (Receiver receiver = Receiver.good()) {
                merchant.sendCallbacksTo(receiver.url());
                merchant.plan(fault("duplicate").onCallback("HOLD"));
                String trade = deposit(merchant);
                merchant.advance(Duration.ofDays(8));
                assertThat(receiver.events())
                        .containsExactly("INITIATED", "PENDING", "ACTIVE", "HOLD", "HOLD", "COMPLETED");
                Set<String> trades = new HashSet<>();
                receiver.got()
                        .forEach(got -> trades.add(got.trade().required("id").textValue()));
                assertThat(trades).containsExactly(trade);
            }
        }
    }

    @ExtendWith(AssetPaySimulatorExtension.class)
    static class Concurrent extends Steps {}

    @ExtendWith(AssetPaySimulatorExtension.class)
    static class ConcurrentToo extends Steps {}
}
