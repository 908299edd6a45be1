package io.github.assetpaysim.simulator.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InventoryTest {
    private static final Instant START = Instant.parse("2026-03-04T10:00:00Z");
    private static final Duration CACHED = Duration.ofMinutes(15);

    private final List<Item> steam = new ArrayList<>();
    private final Inventory inventory = new Inventory(() -> List.copyOf(steam), Inventory.State.UNSEEN);
    private Item stack;
    private Item single;

    @BeforeEach
    void fill() {
        List<Item> owned = new Catalogue().ownedBy("76561198012345678", Game.RUST);
        stack = owned.get(0).withAmount(10);
        single = owned.get(1).withAmount(1);
        steam.add(stack);
        steam.add(single);
        inventory.look(START, false);
    }

    @Test
    void what_changes_on_steam_is_seen_after_fifteen_minutes_and_not_before() {
        steam.remove(single);

        inventory.look(START.plus(CACHED).minusMillis(1), false);
        assertThat(inventory.available()).containsExactly(stack, single);
        assertThat(inventory.updatedAt()).isEqualTo(START);

        inventory.look(START.plus(CACHED), false);
        assertThat(inventory.available()).containsExactly(stack);
        assertThat(inventory.updatedAt()).isEqualTo(START.plus(CACHED));
    }

    @Test
    void a_refresh_sees_it_at_once_and_starts_the_fifteen_minutes_anew() {
        steam.remove(single);
        Instant refreshed = START.plusSeconds(1);
        inventory.look(refreshed, true);
        assertThat(inventory.available()).containsExactly(stack);

        steam.add(single);
        inventory.look(START.plus(CACHED), false);
        assertThat(inventory.available()).containsExactly(stack);
        inventory.look(refreshed.plus(CACHED), false);
        assertThat(inventory.available()).containsExactly(stack, single);
    }

    @Test
    void a_look_inside_the_fifteen_minutes_does_not_lengthen_them() {
        steam.remove(single);
        for (int minute = 1; minute < 15; minute++) {
            inventory.look(START.plus(Duration.ofMinutes(minute)), false);
        }
        inventory.look(START.plus(CACHED), false);

        assertThat(inventory.available()).containsExactly(stack);
    }

    @Test
    void a_deposit_finds_what_is_on_steam_now_whatever_was_seen() {
        steam.remove(single);
        Item late = new Catalogue().ownedBy("76561198012345678", Game.RUST).get(2);
        steam.add(late);

        assertThat(inventory.find(Set.of(single.id(), stack.id(), late.id(), "nothing")))
                .containsOnlyKeys(stack.id(), late.id());
        assertThat(inventory.available()).containsExactly(stack, single);
    }

    @Test
    void what_is_taken_is_gone_at_once_and_a_stack_shows_the_rest() {
        inventory.take(stack.id(), 3);
        inventory.take(single.id(), 1);

        assertThat(inventory.available()).containsExactly(stack.withAmount(7));
        assertThat(inventory.find(Set.of(stack.id(), single.id()))).containsOnlyKeys(stack.id());
        assertThat(inventory.find(Set.of(stack.id())).get(stack.id()).amount()).isEqualTo(7);

        inventory.take(stack.id(), 7);
        assertThat(inventory.available()).isEmpty();
        assertThat(inventory.find(Set.of(stack.id()))).isEmpty();
    }

    @Test
    void what_is_given_back_is_there_again_at_once() {
        inventory.take(stack.id(), 3);
        inventory.take(stack.id(), 4);
        inventory.take(single.id(), 1);

        inventory.giveBack(stack.id(), 3);
        assertThat(inventory.available()).containsExactly(stack.withAmount(6));

        inventory.giveBack(stack.id(), 4);
        inventory.giveBack(single.id(), 1);
        assertThat(inventory.available()).containsExactly(stack, single);
    }

    @Test
    void a_refresh_does_not_bring_back_what_is_taken() {
        inventory.take(single.id(), 1);
        inventory.look(START.plusSeconds(1), true);

        assertThat(inventory.available()).containsExactly(stack);
    }

    @Test
    void a_stack_that_grows_on_steam_while_some_of_it_is_taken_shows_the_difference() {
        inventory.take(stack.id(), 8);
        steam.set(0, stack.withAmount(12));
        inventory.look(START.plusSeconds(1), true);
        assertThat(inventory.available()).extracting(Item::amount).containsExactly(4, 1);

        steam.set(0, stack.withAmount(5));
        inventory.look(START.plusSeconds(2), true);
        assertThat(inventory.available()).containsExactly(single);
    }
}
