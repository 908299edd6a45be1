package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A list of items that can be searched, sorted and paged: an inventory (A4.2) or the market (A4.3). */
enum ItemList {
    INVENTORY(Operation.INVENTORY, "inventory", "INV"),
    MARKET(Operation.MARKET, "items", "MKT");

    static final String CS2 = "730";
    static final String RUST = "252490";
    static final List<String> GAMES = List.of(CS2, RUST);

    /** The most that a page of the market may have (A4.3); of an inventory no limit is documented. */
    static final int LARGEST_PAGE = 1_000;

    private static final int MOST_PAGES = 50;
    static final int VALIDATION_FAILED = 1001;

    private final Operation operation;
    private final String member;
    private final String group;

    ItemList(Operation operation, String member, String group) {
        this.operation = operation;
        this.member = member;
        this.group = group;
    }

    Operation operation() {
        return operation;
    }

    /** The requirement that says of which JSON types the members of its items are. */
    String typesRequirement() {
        return group + "-02";
    }

    /**
     * What one request shows; {@code query} has names and values in turn.
     *
     * @throws CheckFailure a violation when it is refused; the check is blocked when there is no list in the answer
     */
    Items page(Caller caller, Object... query) throws InterruptedException {
        return read(caller.get(operation, query));
    }

    /** What an answer shows. */
    Items read(Exchange answer) {
        JsonNode list = answer.data().path(member);
        if (!list.isArray()) {
            throw CheckFailure.blocked("needs " + member + " to be an array, which " + group + "-01 is about: "
                    + answer.asked() + " was answered " + answer.answered());
        }
        List<JsonNode> items = new ArrayList<>();
        list.forEach(items::add);
        return new Items(answer, items, answer.data().path("count"));
    }

    /** Everything that matches: one request where pages can be large enough. */
    Items all(Caller caller, Object... query) throws InterruptedException {
        Exchange large = caller.get(operation, with(query, "perPage", LARGEST_PAGE));
        // Of an inventory nobody documents how large a page may be.
        boolean isTooLarge =
                this == INVENTORY && Envelope.of(large).error().path("code").asInt() == VALIDATION_FAILED;
        Object[] sized = isTooLarge ? query : with(query, "perPage", LARGEST_PAGE);
        Items first = isTooLarge ? page(caller, sized) : read(large);
        int count = first.count().asInt();
        if (this == MARKET && count > LARGEST_PAGE) {
            return page(caller, with(query, "perPage", -1));
        }
        List<JsonNode> all = new ArrayList<>(first.items());
        Set<String> known = new HashSet<>(first.keys());
        for (int page = 2; all.size() < count && page <= MOST_PAGES; page++) {
            List<JsonNode> more = page(caller, with(sized, "page", page)).items().stream()
                    .filter(item -> known.add(Items.key(item)))
                    .toList();
            if (more.isEmpty()) {
                break;
            }
            all.addAll(more);
        }
        return new Items(first.exchange(), all, first.count());
    }

    static Object[] with(Object[] query, Object... more) {
        Object[] both = Arrays.copyOf(query, query.length + more.length);
        System.arraycopy(more, 0, both, query.length, more.length);
        return both;
    }
}
