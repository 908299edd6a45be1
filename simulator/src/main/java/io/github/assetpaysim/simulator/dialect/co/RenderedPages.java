package io.github.assetpaysim.simulator.dialect.co;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.util.RawValue;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.http.StrictJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists of items as JSON, written once and kept while memory allows: pages of the same immutable items, in the same order, read
 * the same. Whatever changes about an item makes another item of it, so nothing here can be out of date. Thread-safe: the map is
 * touched under the monitor only, and rendering happens outside of it.
 */
final class RenderedPages {
    private static final long MOST_BYTES = 4L << 20;

    private final long most;
    /** Ordered by use, the longest unused first. */
    private final Map<Page, RawValue> rendered = new LinkedHashMap<>(16, 0.75f, true);

    private long weight;

    RenderedPages() {
        this(MOST_BYTES);
    }

    RenderedPages(long most) {
        this.most = most;
    }

    /** Compares items by identity: that is quick, and two equal ones are rendered twice at worst. */
    private record Page(List<Item> items) {
        @Override
        public int hashCode() {
            int hash = 1;
            for (Item item : items) {
                hash = 31 * hash + System.identityHashCode(item);
            }
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Page page && sameAs(page.items);
        }

        private boolean sameAs(List<Item> others) {
            if (items.size() != others.size()) {
                return false;
            }
            for (int i = 0; i < items.size(); i++) {
                if (items.get(i) != others.get(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The items as a JSON array. */
    RawValue of(List<Item> items) {
        Page page = new Page(items);
        RawValue json;
        synchronized (rendered) {
            json = rendered.get(page);
        }
        if (json == null) {
            json = new RawValue(new SerializedString(new String(StrictJson.write(Wire.of(items)), UTF_8)));
            keep(new Page(List.copyOf(items)), json);
        }
        return json;
    }

    private void keep(Page page, RawValue json) {
        synchronized (rendered) {
            weight += bytes(json);
            RawValue before = rendered.put(page, json);
            if (before != null) {
                weight -= bytes(before);
            }
            var oldest = rendered.values().iterator();
            while (weight > most) {
                weight -= bytes(oldest.next());
                oldest.remove();
            }
        }
    }

    /** The bytes are kept beside the text once they have been asked for. */
    private static int bytes(RawValue json) {
        return ((SerializedString) json.rawValue()).asUnquotedUTF8().length;
    }

    /** How many pages are kept. */
    int size() {
        synchronized (rendered) {
            return rendered.size();
        }
    }
}
