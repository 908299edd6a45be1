package io.github.assetpaysim.simulator.trade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.support.Rows;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleTest {
    private static final Map<Situation, Stage> TABLE = table();

    private record Situation(TradeKind kind, Game game, Stage stage, TradeEvent event) {}

    private static Map<Situation, Stage> table() {
        Map<Situation, Stage> table = new HashMap<>();
        for (JsonNode row : Rows.of("life-cycle/transitions.json")) {
            Rows.elements(row.required("games")).forEach(game -> {
                Situation initial = new Situation(
                        TradeKind.valueOf(row.required("kind").textValue()),
                        Game.of(game.textValue()).orElseThrow(),
                        Stage.valueOf(row.required("from").textValue()),
                        TradeEvent.valueOf(row.required("event").textValue()));
                Stage before =
                        table.put(initial, Stage.valueOf(row.required("to").textValue()));
                assertThat(before).as("another row for %s", initial).isNull();
            });
        }
        return table;
    }

    @Test
    void exactly_the_listed_steps_exist() {
        Map<Situation, Stage> found = new HashMap<>();
        for (TradeKind kind : TradeKind.values()) {
            for (Game game : Game.values()) {
                for (Stage stage : Stage.values()) {
                    for (TradeEvent event : TradeEvent.values()) {
                        Lifecycle.next(kind, game, stage, event)
                                .ifPresent(next -> found.put(new Situation(kind, game, stage, event), next));
                    }
                }
            }
        }

        assertThat(without(found, TABLE)).as("steps that are not listed").isEmpty();
        assertThat(without(TABLE, found)).as("listed steps that do not exist").isEmpty();
    }

    private static Map<Situation, Stage> without(Map<Situation, Stage> some, Map<Situation, Stage> others) {
        Map<Situation, Stage> rest = new HashMap<>(some);
        rest.entrySet().removeAll(others.entrySet());
        return rest;
    }

    @Test
    void possible_lists_the_same_steps_in_the_order_of_the_events() {
        for (TradeKind kind : TradeKind.values()) {
            for (Game game : Game.values()) {
                for (Stage stage : Stage.values()) {
                    assertThat(Lifecycle.possible(kind, game, stage))
                            .containsExactlyElementsOf(Arrays.stream(TradeEvent.values())
                                    .filter(event -> TABLE.containsKey(new Situation(kind, game, stage, event)))
                                    .toList());
                }
            }
        }
    }

    @Test
    void an_unsuccessful_end_is_final() {
        assertThat(TABLE.keySet()).noneMatch(initial -> initial.stage().unsuccessful());
    }

    @Test
    void every_open_stage_has_a_way_out_and_only_a_reversal_follows_a_completion() {
        TABLE.forEach((initial, next) -> {
            if (initial.stage() == Stage.COMPLETED) {
                assertThat(next).isEqualTo(Stage.REVERTED);
            }
            if (!next.over()) {
                assertThat(Lifecycle.possible(initial.kind(), initial.game(), next))
                        .as("ways out of %s", next)
                        .contains(TradeEvent.FAIL, TradeEvent.CANCEL)
                        .hasSizeGreaterThan(2);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "DEPOSIT, CS2, REJECTED",
        "DEPOSIT, RUST, REJECTED PROTECTED REVERTED",
        "WITHDRAWAL, CS2, ''",
        "WITHDRAWAL, RUST, PROTECTED REVERTED"
    })
    void every_stage_can_be_reached_but(TradeKind kind, Game game, String unreachable) {
        Set<Stage> reached = EnumSet.of(Stage.CREATED);
        Deque<Stage> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            Stage stage = open.remove();
            for (TradeEvent event : Lifecycle.possible(kind, game, stage)) {
                Stage next = Lifecycle.next(kind, game, stage, event).orElseThrow();
                if (reached.add(next)) {
                    open.add(next);
                }
            }
        }

        assertThat(EnumSet.complementOf(EnumSet.copyOf(reached)))
                .extracting(Stage::name)
                .containsExactlyInAnyOrder(unreachable.isEmpty() ? new String[0] : unreachable.split(" "));
    }

    @Test
    void over_unsuccessful_and_awaitsUser_fit_together() {
        for (Stage stage : Stage.values()) {
            assertThat(stage.over()).isEqualTo(stage == Stage.COMPLETED || stage.unsuccessful());
        }
        assertThat(Arrays.stream(Stage.values()).filter(Stage::awaitsUser))
                .containsExactly(Stage.CREATED, Stage.PREPARING, Stage.OFFERED);
        assertThat(Arrays.stream(Stage.values()).filter(stage -> !stage.over()))
                .containsExactly(
                        Stage.CREATED, Stage.PREPARING, Stage.OFFERED, Stage.ACCEPTED, Stage.ESCROWED, Stage.PROTECTED);
    }
}
