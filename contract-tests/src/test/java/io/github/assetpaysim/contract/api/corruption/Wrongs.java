package io.github.assetpaysim.contract.api.corruption;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.api.corruption.Message.Answer;
import io.github.assetpaysim.contract.api.corruption.Message.Ask;
import io.github.assetpaysim.fixtures.Fixtures;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Ways to be wrong that many corruptions share, and the paths they are about. */
final class Wrongs {
    static final String AUTHENTICATE = "/auth/authenticate-client";
    static final String INVENTORY = "/client/inventory";
    static final String MARKET = "/client/market";
    static final String SUGGESTIONS = "/client/market/suggestions";
    static final String LISTINGS = "/client/market/item";
    static final String DEPOSIT = "/client/trading/deposit";
    static final String WITHDRAW = "/client/trading/withdraw";
    static final String TRADES = "/client/trades";
    static final String CHECK = "/secure/check-tradeurl";
    static final String PRICES = "/secure/prices";

    static final Set<String> PATHS =
            Set.of(AUTHENTICATE, INVENTORY, MARKET, SUGGESTIONS, LISTINGS, DEPOSIT, WITHDRAW, TRADES, CHECK, PRICES);

    private static final JsonNode ERRORS = Json.parse(Fixtures.bytes("errors/co-errors.json"));

    private Wrongs() {}

    interface Answers {
        Answer to(Turn turn) throws IOException;
    }

    interface Deliveries {
        Answer of(Delivery delivery) throws IOException;
    }

    /** Answers otherwise. */
    static Wrong answering(Answers answers) {
        return new Wrong() {
            @Override
            public Answer answer(Turn turn) throws IOException {
                return answers.to(turn);
            }
        };
    }

    /** Answers otherwise on one path. */
    static Wrong answering(String path, Answers answers) {
        return answering(turn -> turn.is(path) ? answers.to(turn) : turn.pass());
    }

    /** The same without a memory. */
    static Supplier<Wrong> answers(Answers answers) {
        return () -> answering(answers);
    }

    static Supplier<Wrong> answers(String path, Answers answers) {
        return () -> answering(path, answers);
    }

    /** Changes what successes have for data, which is an object. */
    static Supplier<Wrong> data(String path, BiConsumer<Ask, ObjectNode> change) {
        return answers(path, turn -> {
            Answer answer = turn.pass();
            return answer.isSuccess() ? changed(answer, data -> change.accept(turn.ask(), data)) : answer;
        });
    }

    /** The same whatever was asked. */
    static Supplier<Wrong> data(String path, Consumer<ObjectNode> change) {
        return data(path, (ask, data) -> change.accept(data));
    }

    static Answer changed(Answer success, Consumer<ObjectNode> change) {
        ObjectNode json = success.json();
        if (json.path("data") instanceof ObjectNode data) {
            change.accept(data);
        }
        return success.withJson(json);
    }

    /** Changes every item of an inventory or a market, every listing, and every trade of a history. */
    static Supplier<Wrong> each(String path, Consumer<ObjectNode> change) {
        return answers(path, turn -> {
            Answer answer = turn.pass();
            ObjectNode json = answer.json();
            list(json).forEach(element -> change.accept((ObjectNode) element));
            return answer.isSuccess() ? answer.withJson(json) : answer;
        });
    }

    /** Changes the last one only. */
    static Supplier<Wrong> last(String path, Consumer<ObjectNode> change) {
        return list(path, list -> {
            if (!list.isEmpty()) {
                change.accept((ObjectNode) list.get(list.size() - 1));
            }
        });
    }

    /** Changes the list of a success. */
    static Supplier<Wrong> list(String path, Consumer<ArrayNode> change) {
        return answers(path, turn -> {
            Answer answer = turn.pass();
            ObjectNode json = answer.json();
            change.accept(list(json));
            return answer.isSuccess() ? answer.withJson(json) : answer;
        });
    }

    /** The list that an answer is about; an empty one where there is none. */
    static ArrayNode list(ObjectNode answer) {
        JsonNode data = answer.path("data");
        for (JsonNode list : List.of(data, data.path("inventory"), data.path("items"), data.path("trades"))) {
            if (list instanceof ArrayNode array) {
                return array;
            }
        }
        return Json.object().putArray("none");
    }

    /** Takes a request for another one. */
    static Supplier<Wrong> takes(String path, UnaryOperator<Ask> change) {
        return answers(path, turn -> turn.send(change.apply(turn.ask())));
    }

    /** Takes a request body for another one. */
    static Supplier<Wrong> takesBody(String path, Consumer<ObjectNode> change) {
        return takes(path, ask -> withBody(ask, change));
    }

    static Ask withBody(Ask ask, Consumer<ObjectNode> change) {
        ObjectNode body = ask.json();
        change.accept(body);
        return ask.withJson(body);
    }

    /** Where it should refuse with a code, it takes the request for another one. */
    static Supplier<Wrong> forgives(String path, int code, UnaryOperator<Ask> change) {
        return answers(path, turn -> {
            Answer answer = turn.pass();
            return answer.code() == code ? turn.send(change.apply(turn.ask())) : answer;
        });
    }

    /** The same with the body. */
    static Supplier<Wrong> forgivesBody(String path, int code, Consumer<ObjectNode> change) {
        return forgives(path, code, ask -> withBody(ask, change));
    }

    /** Refusals with a code are others. */
    static Supplier<Wrong> refusals(String path, int code, UnaryOperator<Answer> change) {
        return answers(path, turn -> {
            Answer answer = turn.pass();
            return answer.code() == code ? change.apply(answer) : answer;
        });
    }

    /** Instead of a code it refuses with another one, with its key and its HTTP status. */
    static Supplier<Wrong> confuses(String path, int code, int other) {
        return refusals(path, code, answer -> refused(answer, other));
    }

    /** It refuses with another HTTP status. */
    static Supplier<Wrong> http(String path, int code, int status) {
        return refusals(path, code, answer -> answer.withStatus(status));
    }

    /** A refusal with another code of the table, with its key and its HTTP status. */
    static Answer refused(Answer answer, int code) {
        JsonNode row = row(code);
        ObjectNode json = answer.json();
        json.put("success", false).remove("data");
        json.putObject("error")
                .put("code", code)
                .put("key", row.path("key").textValue())
                .put("message", "this is refused");
        return answer.withJson(json).withStatus(row.path("http").intValue());
    }

    private static JsonNode row(int code) {
        for (JsonNode row : ERRORS) {
            if (row.path("code").intValue() == code) {
                return row;
            }
        }
        throw new IllegalArgumentException("there is no error " + code);
    }

    /** A success that nobody asked the simulator for. */
    static Answer success(JsonNode data) {
        ObjectNode json =
                Json.object().put("requestId", UUID.randomUUID().toString()).put("success", true);
        json.set("data", data);
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", List.of("application/json"));
        headers.put("Access-Control-Allow-Origin", List.of("*"));
        return new Answer(200, headers, new byte[0]).withJson(json);
    }

    /** Does otherwise with callbacks. */
    static Wrong delivering(Deliveries deliveries) {
        return new Wrong() {
            @Override
            public Answer callback(Delivery delivery) throws IOException {
                return deliveries.of(delivery);
            }
        };
    }

    static Supplier<Wrong> callbacks(Deliveries deliveries) {
        return () -> delivering(deliveries);
    }

    /** Changes the trade in callbacks, which are signed as they are sent. */
    static Supplier<Wrong> signed(Consumer<ObjectNode> change) {
        return callbacks(delivery -> {
            ObjectNode trade = delivery.trade();
            change.accept(trade);
            return delivery.sendSigned(trade);
        });
    }

    /** Changes the payload of callbacks; what is signed stays. */
    static Supplier<Wrong> payload(Consumer<ObjectNode> change) {
        return callbacks(delivery -> {
            ObjectNode payload = delivery.payload();
            change.accept(payload);
            return delivery.send(payload);
        });
    }

    /** Changes trades wherever they are shown: in the answer that makes one, in the history and in callbacks. */
    static Supplier<Wrong> trades(Consumer<ObjectNode> change) {
        return () -> new Wrong() {
            @Override
            public Answer answer(Turn turn) throws IOException {
                Answer answer = turn.pass();
                if (!answer.isSuccess()) {
                    return answer;
                }
                if (turn.is(DEPOSIT) || turn.is(WITHDRAW)) {
                    return changed(answer, change);
                }
                if (turn.is(TRADES)) {
                    ObjectNode json = answer.json();
                    list(json).forEach(trade -> change.accept((ObjectNode) trade));
                    return answer.withJson(json);
                }
                return answer;
            }

            @Override
            public Answer callback(Delivery delivery) throws IOException {
                ObjectNode trade = delivery.trade();
                change.accept(trade);
                return delivery.sendSigned(trade);
            }
        };
    }

    /** Makes text of a member. */
    static void asText(ObjectNode object, String member) {
        if (object.has(member)) {
            object.put(member, object.path(member).asText());
        }
    }

    /** Adds to an amount of money. */
    static void add(ObjectNode object, String member, String amount) {
        if (object.path(member).isNumber()) {
            object.put(member, object.path(member).decimalValue().add(new java.math.BigDecimal(amount)));
        }
    }

    /** Dollars become cents. */
    static void inCents(ObjectNode object, String member) {
        if (object.path(member).isNumber()) {
            object.put(member, object.path(member).decimalValue().movePointRight(2));
        }
    }

    /** The offer of an item; a new one, which is nobody's, where there is none. */
    static ObjectNode offer(JsonNode item) {
        return item.path("offer") instanceof ObjectNode offer ? offer : Json.object();
    }
}
