package io.github.assetpaysim.simulator.dialect.co;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.util.RawValue;
import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.catalog.Offer;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.money.Usd;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenderedPagesTest {
    private final RenderedPages pages = new RenderedPages();
    private final List<Item> items = items(0);

    private static List<Item> items(int user) {
        return new Catalogue().ownedBy("765611980000000" + (10 + user), Game.CS2);
    }

    private static byte[] written(List<Item> items) {
        return StrictJson.write(Wire.of(items));
    }

    @Test
    void the_same_items_are_rendered_once_even_from_another_list() {
        assertThat(pages.of(items)).isSameAs(pages.of(new ArrayList<>(items)));
        assertThat(pages.size()).isEqualTo(1);
        assertThat(StrictJson.write(pages.of(items))).isEqualTo(written(items));
    }

    @Test
    void another_order_part_or_version_of_the_items_is_another_page() {
        List<Item> reversed = new ArrayList<>(items);
        Collections.reverse(reversed);
        Item first = items.get(0);
        List<Item> repriced = new ArrayList<>(items);
        repriced.set(
                0,
                new Item(
                        first.id(),
                        first.kind(),
                        first.wear(),
                        first.paintSeed(),
                        first.stickers(),
                        first.amount(),
                        first.tradable(),
                        new Offer(first.id(), new Usd(1_01), 1),
                        null));

        for (List<Item> page : List.of(items, reversed, repriced, items.subList(0, 50), items.subList(1, 51))) {
            assertThat(StrictJson.write(pages.of(page))).isEqualTo(written(page));
        }
        assertThat(pages.size()).isEqualTo(5);
    }

    @Test
    void a_page_is_not_held_by_the_list_it_came_from() {
        List<Item> mutable = new ArrayList<>(items);
        pages.of(mutable);
        mutable.remove(0);

        assertThat(StrictJson.write(pages.of(mutable))).isEqualTo(written(mutable));
        assertThat(StrictJson.write(pages.of(items))).isEqualTo(written(items));
    }

    @Test
    void the_longest_unused_page_is_dropped_when_memory_is_used_up() {
        List<List<Item>> all = List.of(items(1), items(2), items(3));
        RenderedPages two = new RenderedPages(
                all.stream().mapToLong(page -> written(page).length).sum() - 1);
        RawValue first = two.of(all.get(0));
        RawValue second = two.of(all.get(1));
        assertThat(two.of(all.get(0))).isSameAs(first);
        two.of(all.get(2));

        assertThat(two.size()).isEqualTo(2);
        assertThat(two.of(all.get(0))).isSameAs(first);
        assertThat(two.of(all.get(1))).isNotSameAs(second);
    }

    @Test
    void a_page_too_large_to_keep_is_rendered_all_the_same() {
        RenderedPages none = new RenderedPages(0);

        assertThat(StrictJson.write(none.of(items))).isEqualTo(written(items));
        assertThat(none.size()).isZero();
    }
}
