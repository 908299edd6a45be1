package io.github.assetpaysim.simulator.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InventoryTest {
    private static final Instant START = Instant.parse("2026-03-04T10:00:00Z");
    private static final Duration CACHED = Duration.ofMinutes(15);

    private final List<Item> steam = new ArrayList<>();
    private Inventory inventory = Inventory.UNSEEN;
    private Item stack;
    private Item single;

    @BeforeEach
    void fill() {
        List<Item> owned = new Catalogue().ownedBy("76561198012345678", Game.RUST);
        stack = owned.get(0).withAmount(10);
        single = owned.get(1).withAmount(1);
        steam.add(stack);
        steam.add(single);
        look(START, false);
    }

    private void look(Instant now, boolean refresh) {
        inventory = inventory.look(now, refresh, () -> new Possessions.Listed(steam));
    }

    private void take(Item item, int amount) {
        inventory = inventory.take(item.id(), amount);
    }

    @Test
    void what_changes_on_steam_is_seen_after_fifteen_minutes_and_not_before() {
        steam.remove(single);

        look(START.plus(CACHED).minusMillis(1), false);
        assertThat(inventory.available()).containsExactly(stack, single);
        assertThat(inventory.updatedAt()).isEqualTo(START);

        look(START.plus(CACHED), false);
        assertThat(inventory.available()).containsExactly(stack);
        assertThat(inventory.updatedAt()).isEqualTo(START.plus(CACHED));
    }

    @Test
    void a_refresh_sees_it_at_once_and_starts_the_fifteen_minutes_anew() {
        steam.remove(single);
        Instant refreshed = START.plusSeconds(1);
        look(refreshed, true);
        assertThat(inventory.available()).containsExactly(stack);

        steam.add(single);
        look(START.plus(CACHED), false);
        assertThat(inventory.available()).containsExactly(stack);
        look(refreshed.plus(CACHED), false);
        assertThat(inventory.available()).containsExactly(stack, single);
    }

    @Test
    void a_look_inside_the_fifteen_minutes_does_not_lengthen_them() {
        steam.remove(single);
        for (int minute = 1; minute < 15; minute++) {
            look(START.plus(Duration.ofMinutes(minute)), false);
        }
        look(START.plus(CACHED), false);

        assertThat(inventory.available()).containsExactly(stack);
    }

    @Test
    void what_is_taken_is_gone_at_once_and_a_stack_shows_the_rest() {
        take(stack, 3);
        take(single, 1);

        assertThat(inventory.available()).containsExactly(stack.withAmount(7));
        assertThat(inventory.untaken(List.of(single, stack))).containsExactly(stack.withAmount(7));

        take(stack, 7);
        assertThat(inventory.available()).isEmpty();
    }

    @Test
    void what_is_given_back_is_there_again_at_once() {
        take(stack, 3);
        take(stack, 4);
        take(single, 1);

        take(stack, -3);
        assertThat(inventory.available()).containsExactly(stack.withAmount(6));

        take(stack, -4);
        take(single, -1);
        assertThat(inventory.available()).containsExactly(stack, single);
    }

    @Test
    void a_refresh_does_not_bring_back_what_is_taken() {
        take(single, 1);
        look(START.plusSeconds(1), true);

        assertThat(inventory.available()).containsExactly(stack);
    }

    @Test
    void a_stack_that_grows_on_steam_while_some_of_it_is_taken_shows_the_difference() {
        take(stack, 8);
        steam.set(0, stack.withAmount(12));
        look(START.plusSeconds(1), true);
        assertThat(inventory.available()).extracting(Item::amount).containsExactly(4, 1);

        steam.set(0, stack.withAmount(5));
        look(START.plusSeconds(2), true);
        assertThat(inventory.available()).containsExactly(single);
    }
}
