package io.github.assetpaysim.simulator.dialect.co;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.assetpaysim.simulator.dialect.BodyMutation;
import io.github.assetpaysim.simulator.dialect.CallbackEvent;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.setting.Parameters;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.setting.Values;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * A way in which a callback of this dialect can be wrong or unusual (A7). A new one is one entry of {@link #ALL}.
 *
 * @param signed whether the key covers what it changes
 * @param effect what it does to a callback that is being written
 * @param headers what it sets
 * @param fitting whether it changes anything in a callback
 */
record Mutation(
        String name,
        String does,
        List<Setting<?>> parameters,
        boolean signed,
        BiConsumer<CallbackWriter, Values> effect,
        Function<Values, Map<String, String>> headers,
        BiPredicate<Values, CallbackEvent> fitting)
        implements BodyMutation {

    private static final Setting<KeyForm> FORM =
            Setting.ofWords("form", "what is made of the key", KeyForm.values()).defaultsTo(KeyForm.TOO_SHORT);
    private static final Setting<String> MEMBER =
            Parameters.oneOf("member", List.of("price", "status", "steamId"), "what is changed");
    private static final Setting<String> VALUE = Parameters.text(
                    "value",
                    256,
                    "what it says instead; unless given 9999.99, COMPLETED (REVERTED if it is that) or 76561198999999999")
            .asOptional();
    private static final Setting<String> EVENT = Parameters.text("event", 64, "the event to tell");
    private static final Setting<String> STYLE =
            Parameters.oneOf("style", List.copyOf(Reserialization.STYLES.keySet()), "how it is written");
    private static final Setting<Integer> COUNT =
            Parameters.number("count", 1, 1000, "how many items there are").defaultsTo(250);
    private static final Setting<String> CONTENT_TYPE =
            Parameters.headerValue("contentType", 256, "what the header says").defaultsTo("text/plain");

    /** All there are: in the order in which documentation lists them, and in which those of one callback are applied. */
    static final List<Mutation> ALL = List.of(
            signed(
                    "wrong-secret",
                    "The key is made with another secret.",
                    (callback, values) -> callback.secret = "not " + callback.secret),
            unsigned("missing-key", "There is no key.", (callback, values) -> callback.payload.remove("key")),
            unsigned(
                            "malformed-key",
                            "The right key in a wrong form: unless told otherwise one digit too short.",
                            (callback, values) -> changeKey(callback, values.get(FORM)::of))
                    .told(FORM),
            unsigned(
                    "upper-case-key",
                    "The key is written in upper case.",
                    (callback, values) -> changeKey(callback, key -> TextNode.valueOf(key.toUpperCase(Locale.ROOT)))),
            unsigned("tampered-trade", "A member of the trade was changed after it was signed.", Mutation::tamper)
                    .told(MEMBER, VALUE)
                    .where(Mutation::saysOtherwise),
            unsigned(
                            "other-event",
                            "The event, which is not signed, differs from the trade's status.",
                            (callback, values) -> callback.payload.put("event", values.get(EVENT)))
                    .told(EVENT)
                    .where((values, callback) -> !values.get(EVENT).equals(callback.status())),
            unsigned(
                            "reserialized",
                            "The same values, written in another way; the signature holds.",
                            (callback, values) -> Reserialization.STYLES
                                    .get(values.get(STYLE))
                                    .accept(callback))
                    .told(STYLE),
            signed(
                    "newer-snapshot",
                    "The trade was updated a second later, with the same status; the signature holds.",
                    (callback, values) -> update(callback.trade)),
            signed(
                    "unknown-members",
                    "There are members that no documentation has; the signature holds.",
                    (callback, values) -> addUnknownMembers(callback)),
            signed(
                    "unknown-status",
                    "The status is one that no documentation has; the signature holds.",
                    (callback, values) -> say(callback, "QUEUED")),
            signed(
                            "many-items",
                            "The trade has more items, the added ones for nothing; the signature holds.",
                            (callback, values) -> fillUp((ArrayNode) callback.trade.get("items"), values.get(COUNT)))
                    .told(COUNT)
                    .where((values, callback) -> callback.trade().items().size() < values.get(COUNT)),
            ofHeaders(
                            "wrong-content-type",
                            "The content type is not that of JSON; the body is.",
                            values -> Map.of("Content-Type", values.get(CONTENT_TYPE)))
                    .told(CONTENT_TYPE),
            unsigned(
                    "malformed-json",
                    "The end of the body is missing; its length is right.",
                    (callback, values) -> callback.missingAtTheEnd = 2),
            unsigned(
                    "empty-body",
                    "There is no body.",
                    (callback, values) -> callback.missingAtTheEnd = Integer.MAX_VALUE));

    private static Mutation signed(String name, String does, BiConsumer<CallbackWriter, Values> effect) {
        return new Mutation(name, does, List.of(), true, effect, values -> Map.of(), (values, callback) -> true);
    }

    private static Mutation unsigned(String name, String does, BiConsumer<CallbackWriter, Values> effect) {
        return new Mutation(name, does, List.of(), false, effect, values -> Map.of(), (values, callback) -> true);
    }

    private static Mutation ofHeaders(String name, String does, Function<Values, Map<String, String>> headers) {
        return new Mutation(
                name, does, List.of(), false, (callback, values) -> {}, headers, (values, callback) -> true);
    }

    private Mutation told(Setting<?>... what) {
        return new Mutation(name, does, List.of(what), signed, effect, headers, fitting);
    }

    private Mutation where(BiPredicate<Values, CallbackEvent> such) {
        return new Mutation(name, does, parameters, signed, effect, headers, such);
    }

    /** A price must be a number; the other members can be any text. */
    @Override
    public void check(Values values) {
        String value = values.get(VALUE);
        if ("price".equals(values.get(MEMBER)) && value != null && !value.matches("-?\\d{1,12}(\\.\\d{1,9})?")) {
            throw new InvalidSetting(VALUE.name(), "'" + value + "' is not allowed; expected a number for a price");
        }
    }

    @Override
    public boolean fits(Values values, CallbackEvent callback) {
        return fitting.test(values, callback);
    }

    /** Another mutation may have taken it away, or made something else of it. */
    private static void changeKey(CallbackWriter callback, Function<String, JsonNode> change) {
        if (callback.payload.path("key").isTextual()) {
            callback.payload.set("key", change.apply(callback.payload.get("key").textValue()));
        }
    }

    private static void tamper(CallbackWriter callback, Values values) {
        Optional<String> value = Optional.ofNullable(values.get(VALUE));
        switch (values.get(MEMBER)) {
            case "price" -> tamperPrice(callback.trade, new DecimalNode(new BigDecimal(value.orElse("9999.99"))));
            case "status" -> say(callback, value.orElseGet(() -> otherStatus(callback)));
            default -> callback.trade.put("clientSteamID", value.orElse("76561198999999999"));
        }
    }

    private static void tamperPrice(ObjectNode trade, JsonNode price) {
        trade.set("totalPrice", price);
        if (trade.has("preCredit")) {
            trade.set("preCredit", price);
        }
    }

    /** The one that pays, or takes back when it was that. */
    private static String otherStatus(CallbackWriter callback) {
        String completed = Status.COMPLETED.name();
        return callback.trade.path("status").asText().equals(completed) ? Status.REVERTED.name() : completed;
    }

    private static void say(CallbackWriter callback, String status) {
        callback.trade.put("status", status);
        callback.payload.put("event", status);
    }

    /** Whether the value that a member of the trade is to get is another one than it has; a price is taken for one. */
    private static boolean saysOtherwise(Values values, CallbackEvent callback) {
        String value = values.get(VALUE);
        return value == null
                || switch (values.get(MEMBER)) {
                    case "status" -> !value.equals(callback.status());
                    case "steamId" -> !value.equals(callback.trade().client().steamId());
                    default -> true;
                };
    }

    private static void update(ObjectNode trade) {
        Instant before = Instant.parse(trade.required("updatedAt").textValue());
        trade.put("updatedAt", StrictJson.text(before.plusSeconds(1)));
    }

    /** What the other generation of AssetPay has, so that this one may have it too some day (A5), and what none has. */
    private static void addUnknownMembers(CallbackWriter callback) {
        ObjectNode trade = callback.trade;
        trade.put("offerID", "7712345678").putNull("error").put("x-unknown", "later");
        addSortedApart(trade);
        addSortedApart(trade.putObject("botInfo").put("name", "bot-7").put("level", 12));
        trade.putObject("collateral").put("provider", 0).put("merchant", 0);
        trade.path("items")
                .forEach(item -> addSortedApart(((ObjectNode) item).put("inspectLink", "steam://rungame/730")));
        callback.payload.put("deliveryId", "d-1");
        callback.payload.putObject("meta").putArray("links");
    }

    /** Names that only code units put in this order (A7.3): languages and those who overlook case have others. */
    private static void addSortedApart(ObjectNode object) {
        object.put("Zeta", 1).put("_x", true).put("z", "★").put("ä", "龍");
    }

    /** The items that are added cost nothing, so that the prices still add up. */
    private static void fillUp(ArrayNode items, int count) {
        JsonNode last = items.get(items.size() - 1);
        while (items.size() < count) {
            ObjectNode item = last.deepCopy();
            item.put("id", last.path("id").asText() + "-" + items.size());
            ((ObjectNode) item.get("offer")).put("price", 0);
            items.add(item);
        }
    }
}
