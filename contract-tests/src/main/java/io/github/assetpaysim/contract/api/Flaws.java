package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Orders that are right but for one thing and must be refused for it. Where it costs nothing, the right one is accepted in the end:
 * nothing else can have been the reason, and the refusals have claimed nothing.
 */
final class Flaws {
    private final Trader trader;
    private final ObjectNode order;

    private Flaws(Trader trader, ObjectNode order) {
        this.trader = trader;
        this.order = order;
    }

    static Flaws in(Trader trader, ObjectNode order) {
        return new Flaws(trader, order);
    }

    /** An order for one CS2 item. Where skins are real it is for one that nobody has, so that not even a mistake can take it. */
    static Flaws inOneItem(ApiContext context) throws Exception {
        Trader trader = context.trader();
        if (trader.isControlled()) {
            return in(trader, trader.order("730", trader.depositable("730", 1).subList(0, 1)));
        }
        ObjectNode order = Json.object().put("game", "730").put("externalId", context.externalId());
        order.putArray("items")
                .addObject()
                .put("itemId", "nobodys-item")
                .putObject("offer")
                .put("price", 1)
                .put("reference", "nobodys-offer");
        return in(trader, order);
    }

    /** The order with each of the flaws is refused with this code. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    final void refused(int code, Consumer<ObjectNode>... flaws) throws Exception {
        List<Consumer<ObjectNode>> all = new ArrayList<>();
        for (Consumer<ObjectNode> flaw : flaws) {
            all.add(flaw);
        }
        refused(code, code, all);
    }

    /** The same with either of two codes. */
    void refused(int code, int other, List<Consumer<ObjectNode>> flaws) throws Exception {
        for (Consumer<ObjectNode> flaw : flaws) {
            ObjectNode flawed = order.deepCopy();
            flaw.accept(flawed);
            trader.tries(flawed).requireRefusal(code, other);
        }
        if (trader.isControlled()) {
            trader.requireMade(order);
            trader.deposits(order);
        }
    }

    /** A flaw in the first item. */
    static Consumer<ObjectNode> item(Consumer<ObjectNode> flaw) {
        return order -> flaw.accept((ObjectNode) order.path("items").path(0));
    }

    /** A flaw in the first item's offer. */
    static Consumer<ObjectNode> offer(Consumer<ObjectNode> flaw) {
        return item(item -> flaw.accept((ObjectNode) item.path("offer")));
    }
}
