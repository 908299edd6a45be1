package io.github.assetpaysim.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.assetpaysim.simulator.callback.DeliveryPlan;
import io.github.assetpaysim.simulator.callback.transport.Transmission;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.dialect.BodyMutation;
import io.github.assetpaysim.simulator.dialect.CallbackEvent;
import io.github.assetpaysim.simulator.dialect.co.CoDialect;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.support.Trades;
import io.github.assetpaysim.simulator.trade.Stage;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeEvent;
import io.github.assetpaysim.simulator.trade.TradeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What faults make of an ordinary plan, and which matches they strike; no network, no time. */
class PlanTest {
    private static final Trade TRADE = Trades.deposit(Game.CS2, "t-1", "order-1", null);
    private static final Trigger EVERY = new Trigger(null, null, null, null, null, 1, Trigger.ALWAYS);

    /** What faults that need a parameter are told. */
    private static final Map<String, String> REQUIRED =
            Map.of("member", "price", "event", "COMPLETED", "style", "key-order");

    private static DeliveryPlan plan(String status) {
        return DeliveryPlan.ordinary(new CallbackEvent("d-1", TRADE, status, Instant.EPOCH, List.of()));
    }

    /** @param parameters name, value, name, value */
    private static Fault fault(String name, String... parameters) {
        FaultKind kind =
                kinds().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
        Values values = Values.NONE;
        for (int i = 0; i < parameters.length; i += 2) {
            String parameter = parameters[i];
            Setting<?> setting = kind.parameters().stream()
                    .filter(each -> each.name().equals(parameter))
                    .findFirst()
                    .orElseThrow();
            values = values.withText(setting, parameters[i + 1]);
        }
        return kind.with(values);
    }

    private static List<String> altered(DeliveryPlan plan) {
        return plan.event().edits().stream().map(edit -> edit.mutation().name()).toList();
    }

    private static List<DeliveryPlan> strike(Fault... faults) {
        return new Plan(Stream.of(faults)
                        .map(fault -> new Plan.Planned(EVERY, fault))
                        .toList())
                .onCallback(plan("HOLD"));
    }

    @Test
    void without_a_plan_life_is_ordinary() {
        assertThat(new Plan(List.of()).onCallback(plan("HOLD"))).containsExactly(plan("HOLD"));
        assertThat(new Plan(List.of()).onRequest("deposit", null)).isEmpty();
    }

    @Test
    void a_duplicate_comes_after_the_genuine_one_with_the_gap_between_each_two() {
        List<DeliveryPlan> all = strike(fault("duplicate", "copies", "2", "gap", "10s"));
        assertThat(all)
                .extracting(DeliveryPlan::delay)
                .containsExactly(Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(20));
        assertThat(all).extracting(DeliveryPlan::genuine).containsExactly(true, false, false);
        assertThat(all).allMatch(each -> each.event().equals(all.get(0).event()));
        assertThat(all).allMatch(DeliveryPlan::retried);
    }

    @Test
    void duplicates_at_once_start_at_once_the_genuine_one_among_them() {
        List<DeliveryPlan> all = strike(fault("duplicate-at-once", "copies", "3"));
        assertThat(all).hasSize(4).allMatch(each -> each.start() == DeliveryPlan.Start.AT_ONCE);
        assertThat(all.stream().filter(DeliveryPlan::genuine)).hasSize(1);
    }

    @Test
    void what_one_fault_drops_no_other_sends_in_whatever_order_they_are_planned() {
        List<Fault> others = List.of(
                fault("duplicate-at-once"),
                fault("duplicate", "gap", "10s"),
                fault("swap-with-next"),
                fault("at-once-with-next"));
        for (Fault other : others) {
            assertThat(strike(fault("drop"), other)).allMatch(each -> each.start() == DeliveryPlan.Start.NEVER);
            assertThat(strike(other, fault("drop"))).allMatch(each -> each.start() == DeliveryPlan.Start.NEVER);
        }
    }

    @Test
    void what_is_sent_besides_is_sent_also_when_the_genuine_one_is_dropped() {
        Fault forged = fault("malformed-key", "form", "array", "besides", "true");
        Fault another = fault("wrong-secret", "besides", "true");
        for (List<DeliveryPlan> all : List.of(
                strike(fault("drop"), forged, another),
                strike(forged, fault("drop"), another),
                strike(forged, another, fault("drop")))) {
            assertThat(all)
                    .extracting(DeliveryPlan::start)
                    .containsExactly(DeliveryPlan.Start.IN_TURN, DeliveryPlan.Start.IN_TURN, DeliveryPlan.Start.NEVER);
            assertThat(all.get(2).genuine()).isTrue();
            assertThat(all.get(2).struck()).containsExactly("drop");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "other-event, event, HOLD, COMPLETED",
        "tampered-trade, value, HOLD, COMPLETED",
        "many-items, count, 1, 2",
    })
    void what_would_change_nothing_does_not_strike(String name, String parameter, String same, String other) {
        for (boolean strikes : new boolean[] {false, true}) {
            String value = strikes ? other : same;
            Fault fault = name.equals("tampered-trade")
                    ? fault(name, "member", "status", parameter, value)
                    : fault(name, parameter, value);
            Plan plan = new Plan(List.of(new Plan.Planned(EVERY, fault)));
            assertThat(plan.onCallback(plan("HOLD")).get(0).equals(plan("HOLD")))
                    .isEqualTo(!strikes);
            assertThat(plan.tallies())
                    .singleElement()
                    .matches(tally -> tally.struck() == (strikes ? 1 : 0))
                    .matches(tally -> tally.matched() == (strikes ? 1 : 0));
        }
    }

    @Test
    void before_the_answer_it_comes_in_whatever_way_it_starts() {
        List<DeliveryPlan> all = strike(fault("before-answer"), fault("duplicate-at-once", "copies", "1"));
        assertThat(all).hasSize(2).allMatch(DeliveryPlan::beforeAnswer);
        assertThat(all).allMatch(each -> each.start() == DeliveryPlan.Start.AT_ONCE);
    }

    @ParameterizedTest
    @CsvSource({
        "drop, NEVER",
        "swap-with-next, AFTER_NEXT",
        "at-once-with-next, WITH_NEXT",
    })
    void some_change_only_when_it_starts(String name, DeliveryPlan.Start start) {
        assertThat(strike(fault(name))).singleElement().satisfies(after -> {
            assertThat(after.start()).isEqualTo(start);
            assertThat(after.struck()).containsExactly(name);
            assertThat(after.event()).isEqualTo(plan("HOLD").event());
        });
    }

    @Test
    void what_cannot_do_anything_to_a_callback_does_not_strike_it() {
        Trade over = Trades.in(TRADE, TradeKind.DEPOSIT, Stage.DECLINED);
        for (String name : List.of("swap-with-next", "at-once-with-next")) {
            Plan plan = new Plan(List.of(new Plan.Planned(EVERY, fault(name))));
            DeliveryPlan last =
                    DeliveryPlan.ordinary(new CallbackEvent("d-2", over, "DECLINED", Instant.EPOCH, List.of()));
            assertThat(plan.onCallback(last)).containsExactly(last);
            assertThat(plan.tallies().get(0).matched()).isZero();
        }
        Plan plan = new Plan(List.of(new Plan.Planned(EVERY, fault("before-answer"))));
        Trade offered = TRADE.after(TradeEvent.SEND_OFFER, Instant.EPOCH, null);
        DeliveryPlan second =
                DeliveryPlan.ordinary(new CallbackEvent("d-2", offered, "PENDING", Instant.EPOCH, List.of()));
        assertThat(plan.onCallback(second)).containsExactly(second);
        assertThat(plan.neverStruck()).hasSize(1);
    }

    static Stream<BodyMutation> mutations() {
        return new CoDialect("test").mutations().stream();
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void each_mutation_of_the_dialect_is_a_fault_and_lets_the_dialect_alter_the_request(BodyMutation mutation) {
        List<String> parameters = new ArrayList<>();
        for (Setting<?> parameter : mutation.parameters()) {
            if (parameter.required()) {
                parameters.add(parameter.name());
                parameters.add(REQUIRED.get(parameter.name()));
            }
        }
        assertThat(strike(fault(mutation.name(), parameters.toArray(String[]::new))))
                .singleElement()
                .satisfies(after -> {
                    assertThat(altered(after)).containsExactly(mutation.name());
                    assertThat(after.genuine()).isTrue();
                });
    }

    @Test
    void two_faults_that_alter_a_callback_likewise_say_the_same() {
        List<DeliveryPlan> all = strike(
                fault("many-items", "besides", "true"),
                fault("many-items", "count", "250", "besides", "true"),
                fault("many-items", "count", "7", "besides", "true"));
        assertThat(all.get(1).event()).isEqualTo(all.get(0).event());
        assertThat(all.get(2).event()).isNotEqualTo(all.get(0).event());
    }

    @Test
    void besides_keeps_the_genuine_one_as_it_is_and_sends_the_altered_one_first_and_once() {
        List<DeliveryPlan> all = strike(fault("wrong-secret", "besides", "true"));
        assertThat(all).hasSize(2);
        assertThat(all.get(0).genuine()).isFalse();
        assertThat(all.get(0).retried()).isFalse();
        assertThat(all.get(0).struck()).containsExactly("wrong-secret");
        assertThat(all.get(1)).isEqualTo(plan("HOLD"));
    }

    @Test
    void each_of_several_that_are_sent_besides_comes_once_and_as_it_was_planned() {
        String[] besides = {"besides", "true"};
        List<DeliveryPlan> all =
                strike(fault("wrong-secret", besides), fault("missing-key", besides), fault("upper-case-key", besides));
        assertThat(all)
                .extracting(PlanTest::altered)
                .containsExactly(List.of("wrong-secret"), List.of("missing-key"), List.of("upper-case-key"), List.of());
        assertThat(all).extracting(DeliveryPlan::genuine).containsExactly(false, false, false, true);
    }

    @Test
    void copies_of_copies_end_somewhere() {
        Fault many = fault("duplicate", "copies", "100");
        List<DeliveryPlan> all = strike(many, many, many, many, many);
        assertThat(all).hasSize(1000);
        assertThat(all.stream().filter(DeliveryPlan::genuine)).hasSize(1);
    }

    @Test
    void faults_strike_one_after_another_in_the_order_of_the_plan() {
        List<DeliveryPlan> all = strike(fault("duplicate"), fault("wrong-secret"), fault("delay", "by", "1min"));
        assertThat(all).hasSize(2).allSatisfy(each -> {
            assertThat(altered(each)).containsExactly("wrong-secret");
            assertThat(each.delay()).isEqualTo(Duration.ofMinutes(1));
        });
        assertThat(all.get(1).struck()).containsExactly("duplicate", "wrong-secret", "delay");
        assertThat(strike(fault("wrong-secret", "besides", "true"), fault("duplicate")))
                .extracting(each -> each.event().edits().size())
                .containsExactly(1, 0, 1, 0);
    }

    @Test
    void the_ways_of_sending_hold_for_the_first_attempts_only() {
        DeliveryPlan cut = strike(fault("cut-body", "attempts", "2")).get(0);
        assertThat(cut.transmission(2).way()).isEqualTo(Transmission.Way.HALF);
        assertThat(cut.transmission(3)).isEqualTo(Transmission.ORDINARY);
        assertThat(strike(fault("reset-after-sending")).get(0).transmission(1).way())
                .isEqualTo(Transmission.Way.THEN_RESET);
        assertThat(strike(fault("slow-sending", "over", "2s")).get(0).transmission(1))
                .isEqualTo(Transmission.slowly(Duration.ofSeconds(2)));
        DeliveryPlan lost = strike(fault("lost-acknowledgement")).get(0);
        assertThat(lost.losesAnswer(1)).isTrue();
        assertThat(lost.losesAnswer(2)).isFalse();
    }

    static Stream<FaultKind> kinds() {
        return Stream.concat(
                CallbackFaults.of(new CoDialect("test")).stream(), ApiFaults.of(new CoDialect("test")).stream());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void every_kind_has_a_sentence_and_parameters_that_read_what_they_print(FaultKind kind) {
        assertThat(kind.name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
        assertThat(kind.does()).matches("[A-Z].*\\.");
        for (Setting<?> parameter : kind.parameters()) {
            if (parameter.standard() != null) {
                String standard = Values.NONE.text(parameter);
                assertThat(Values.NONE.withText(parameter, standard).text(parameter))
                        .isEqualTo(standard);
            }
        }
        assertThat(kinds().filter(each -> each.name().equals(kind.name()))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "delay,by",
        "repeat-later,after",
        "slow-sending,over",
        "tampered-trade,member",
        "latency,by",
        "error,error"
    })
    void what_a_fault_needs_must_be_given(String name, String parameter) {
        assertThatThrownBy(() -> fault(name))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("the fault " + name + " needs " + parameter);
    }

    @Test
    void a_tampered_price_must_be_a_number() {
        assertThatThrownBy(() -> fault("tampered-trade", "member", "price", "value", "much"))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("'much'");
    }

    @ParameterizedTest
    @CsvSource({
        ",,,,true",
        "HOLD,,,,true",
        "COMPLETED,,,,false",
        ",DEPOSIT,,,true",
        ",WITHDRAWAL,,,false",
        ",,own,,true",
        ",,76561198000000999,,false",
        ",,,order-1,true",
        ",,,order-2,false",
        "HOLD,DEPOSIT,own,order-1,true",
    })
    void a_trigger_meets_only_what_it_names(
            String status, TradeKind kind, String steamId, String externalId, boolean meets) {
        String user = "own".equals(steamId) ? TRADE.client().steamId() : steamId;
        Plan plan = new Plan(
                List.of(new Plan.Planned(new Trigger(null, status, kind, user, externalId, 1, 1), fault("drop"))));
        plan.onCallback(plan("HOLD"));
        assertThat(plan.tallies().get(0).matched()).isEqualTo(meets ? 1 : 0);
        assertThat(plan.neverStruck()).hasSize(meets ? 0 : 1);
    }

    @Test
    void faults_of_requests_strike_no_callbacks_and_the_other_way_round() {
        Plan plan = new Plan(List.of(
                new Plan.Planned(new Trigger("deposit", null, null, null, null, 1, 1), fault("maintenance")),
                new Plan.Planned(EVERY, fault("drop"))));
        assertThat(plan.onRequest("inventory", "76561198000000001")).isEmpty();
        assertThat(plan.onRequest("deposit", "76561198000000001"))
                .extracting(ApiFault::what)
                .containsExactly(ApiFault.What.REFUSE);
        plan.onCallback(plan("HOLD"));
        assertThat(plan.tallies()).extracting(Plan.Tally::matched).containsExactly(1, 1);
    }

    @ParameterizedTest
    @CsvSource({"1,1,10000000", "3,1,00100000", "2,3,01110000", "1,2147483647,11111111", "8,2147483647,00000001"})
    void it_strikes_the_nth_match_and_as_many_as_it_was_told(int nth, int times, String struck) {
        Plan plan = new Plan(
                List.of(new Plan.Planned(new Trigger(null, null, null, null, null, nth, times), fault("drop"))));
        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            seen.append(plan.onCallback(plan("HOLD")).get(0).start() == DeliveryPlan.Start.NEVER ? 1 : 0);
        }
        assertThat(seen).hasToString(struck);
        assertThat(plan.tallies().get(0).struck())
                .isEqualTo((int) struck.chars().filter(c -> c == '1').count());
    }
}
