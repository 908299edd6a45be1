package io.github.assetpaysim.contract.zoo;

import static io.github.assetpaysim.contract.zoo.SignedCallbacks.SECRET;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.Simulator;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Every broken merchant is broken as described, and nowhere else: it plays what it may violate and one in three of the other scenes of
 * its kind, all of them with {@code -Dzoo=whole}.
 */
class ZooTest {
    /**
     * What {@link Scene} cannot play: time-outs, bodies that come in pieces, who starts the deposit, and a merchant that takes no
     * withdrawals.
     */
    private static final Set<String> PLAYED_ELSEWHERE =
            Set.of("CB-02", "CB-03", "CB-14", "ONCE-06", "GATE-12", "GATE-13", "GATE-20");

    private static final List<Flaw> RACING =
            Arrays.stream(Flaw.values()).filter(Flaw::isRace).toList();
    /** One flaw in how many plays a scene that should hold. */
    private static final int TURNS = "whole".equals(System.getProperty("zoo")) ? 1 : 3;

    private static final Set<Flaw> BOOKING_LATER = Set.of(Flaw.ANSWERS_FIRST);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** Where one of them comes alone at first and waits in vain; the others may have all the time that a slow machine takes. */
    private static final Duration A_RACE = Duration.ofMillis(250);

    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final Duration TO_HANG_UP = Duration.ofMillis(300);
    private static final int ROUNDS = 20;
    private static final Map<Flaw, Future<Set<String>>> VIOLATED = new EnumMap<>(Flaw.class);
    private static final Map<Flaw, Future<List<Boolean>>> RACES = new EnumMap<>(Flaw.class);
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(8);

    /** The racing ones mostly wait for somebody to race with, so several are asked at once. */
    @BeforeAll
    static void play() {
        RACING.forEach(flaw -> RACES.put(flaw, THREADS.submit(() -> race(flaw))));
        for (Flaw flaw : Flaw.values()) {
            if (isPlayed(flaw)) {
                VIOLATED.put(flaw, THREADS.submit(() -> violated(flaw)));
            }
        }
    }

    private static boolean isPlayed(Flaw flaw) {
        return !flaw.needsOwnDeposits() && !flaw.needsWholeCourse() && !flaw.takesNoWithdrawals();
    }

    @AfterAll
    static void stop() {
        THREADS.shutdownNow();
    }

    private static Set<String> violated(Flaw flaw) throws Exception {
        Config config = Config.of(SECRET, flaw.policy());
        try (BrokenMerchant merchant = BrokenMerchant.start(flaw, config, pause(flaw))) {
            Set<String> violated = new TreeSet<>();
            for (Scene scene : Scene.values()) {
                if (plays(flaw, scene)
                        && !scene.holds(new Stage(
                                merchant.url(),
                                merchant.config().policy(),
                                scene.name(),
                                BOOKING_LATER.contains(flaw) ? PATIENCE : ZERO))) {
                    violated.add(scene.requirement());
                }
            }
            return violated;
        }
    }

    private static boolean plays(Flaw flaw, Scene scene) {
        return scene.isOfWithdrawals() == flaw.isOfWithdrawals()
                && (flaw.requirements().contains(scene.requirement())
                        || (flaw.ordinal() + scene.ordinal()) % TURNS == 0);
    }

    private static Duration pause(Flaw flaw) {
        return flaw == Flaw.STOPS_WHEN_HUNG_UP_ON ? TO_HANG_UP : flaw.isRace() ? MOMENT : ZERO;
    }

    /** The racing ones may miss each other in a moment; they are tried again and again below. */
    @ParameterizedTest
    @EnumSource
    void a_flaw_violates_its_main_requirement_and_none_that_is_not_listed(Flaw flaw) throws Exception {
        assumeThat(isPlayed(flaw))
                .as(
                        "shows where it starts its own deposits, hears of trades from their beginning, or takes no withdrawals")
                .isTrue();
        Set<String> violated = VIOLATED.get(flaw).get();

        if (!flaw.breaksOrdinaryPath()) {
            assertThat(flaw.requirements()).containsAll(violated);
        }
        if (!flaw.isRace()
                && !flaw.requirements().isEmpty()
                && !PLAYED_ELSEWHERE.contains(flaw.requirements().get(0))) {
            assertThat(violated).contains(flaw.requirements().get(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_reference_violates_nothing(Policy policy) throws Exception {
        try (ReferenceMerchant merchant = ReferenceMerchant.start(Config.of(SECRET, policy))) {
            for (Scene scene : Scene.values()) {
                assertThat(scene.holds(
                                new Stage(merchant.url(), merchant.config().policy(), scene.name(), ZERO)))
                        .as(scene.requirement())
                        .isTrue();
            }
        }
    }

    @Test
    void every_requirement_that_can_be_played_is_violated_by_somebody() {
        assertThat(Arrays.stream(Flaw.values()).flatMap(flaw -> flaw.requirements().stream()))
                .containsAll(
                        Arrays.stream(Scene.values()).map(Scene::requirement).toList())
                .containsAll(PLAYED_ELSEWHERE);
    }

    @ParameterizedTest
    @FieldSource("RACING")
    void a_race_is_lost_every_time(Flaw flaw) throws Exception {
        assertThat(RACES.get(flaw).get()).hasSize(ROUNDS).containsOnly(false);
    }

    /** Whether the scene that shows the flaw held, round by round; the first only warms up. */
    private static List<Boolean> race(Flaw flaw) {
        Scene scene = Scene.of(flaw.requirements().get(0));
        // Every single credit of this one waits for a debit, in vain.
        boolean waitsOften = flaw == Flaw.LOCKS_CREDITS_APART;
        try (BrokenMerchant merchant = BrokenMerchant.start(
                flaw, Config.of(SECRET, flaw.policy()), flaw.isOfWithdrawals() && !waitsOften ? PATIENCE : A_RACE)) {
            return IntStream.rangeClosed(0, ROUNDS)
                    .mapToObj(round -> scene.holds(
                            new Stage(merchant.url(), merchant.config().policy(), "round-" + round, ZERO)))
                    .skip(1)
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ACKNOWLEDGES_WITHDRAWALS", "IGNORES_TYPE", "ANSWERS_200_TO_UNKNOWN_TYPES"})
    void who_takes_no_withdrawals_approves_one_all_the_same(Flaw flaw) {
        try (BrokenMerchant merchant = BrokenMerchant.start(flaw, Config.of(SECRET, flaw.policy()))) {
            Stage stage = new Stage(merchant.url(), flaw.policy(), "approved", ZERO).with("50.00");

            assertThat(stage.ask()).isEqualTo(200);
            assertThat(stage.balance()).isEqualTo(new BigDecimal("50.00"));
        }
    }

    /** A slow gate debits the price, a slow end of a deposit credits it. */
    @ParameterizedTest
    @CsvSource({"SLOW_GATE, 30.01", "TOO_SLOW_GATE, 30.01", "SLOW, 69.99", "TOO_SLOW, 69.99"})
    void a_slow_one_answers_late_and_books_all_the_same(Flaw flaw, BigDecimal balance) {
        try (BrokenMerchant merchant = BrokenMerchant.start(flaw, Config.of(SECRET, flaw.policy()), A_RACE)) {
            Stage stage = new Stage(merchant.url(), flaw.policy(), "slow", ZERO).with("50.00");
            long started = System.nanoTime();
            assertThat(flaw.isOfWithdrawals() ? stage.ask() == 200 : stage.deliver("COMPLETED"))
                    .isTrue();

            assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(A_RACE);
            assertThat(stage.balance()).isEqualTo(balance);
        }
    }

    /** Correct in this way; the last is so as long as AssetPay's answer comes first. */
    @ParameterizedTest
    @EnumSource(names = {"REFUSES_UNKNOWN_ORDERS", "ANSWERS_FIRST", "IGNORES_EARLY_TRADES"})
    void a_deposit_that_it_started_itself_is_credited(Flaw flaw) throws Exception {
        try (Simulator simulator = OwnDeposit.simulator();
                BrokenMerchant merchant = BrokenMerchant.start(
                        flaw, Config.of(SECRET, flaw.policy()).with(simulator.baseUrl(), OwnDeposit.API_KEY))) {
            OwnDeposit.run(simulator, merchant.url(), flaw.policy());
        }
    }

    @Test
    void an_unknown_order_is_refused_until_it_is_stored() throws Exception {
        Flaw flaw = Flaw.REFUSES_UNKNOWN_ORDERS;
        try (BrokenMerchant merchant = BrokenMerchant.start(flaw, Config.of(SECRET, flaw.policy()))) {
            ObjectNode trade = SignedCallbacks.trade("unknown", "COMPLETED", "19.99", null);
            SignedCallbacks callbacks = new SignedCallbacks(merchant.url());

            assertThat(callbacks.send(trade)).containsExactly(404);
            merchant.ledger().store("order-unknown", SignedCallbacks.USER);
            assertThat(callbacks.send(trade)).containsExactly(200);
            assertThat(callbacks.balance(SignedCallbacks.USER)).isEqualTo(new BigDecimal("19.99"));
        }
    }

    @Test
    void a_trade_heard_of_before_its_order_is_ignored_for_ever() throws Exception {
        Flaw flaw = Flaw.IGNORES_EARLY_TRADES;
        try (BrokenMerchant merchant = BrokenMerchant.start(flaw, Config.of(SECRET, flaw.policy()))) {
            ObjectNode trade = SignedCallbacks.trade("early", "INITIATED", "19.99", null);
            SignedCallbacks callbacks = new SignedCallbacks(merchant.url());

            assertThat(callbacks.send(trade, trade.deepCopy().put("status", "COMPLETED")))
                    .containsExactly(200, 200);
            assertThat(callbacks.balance(SignedCallbacks.USER)).isEqualTo(new BigDecimal("0.00"));
        }
    }
}
