package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.closing;
import static io.github.assetpaysim.contract.api.ApiCheck.of;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.api.Caller.Request;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What all answers have in common (A3), looked at in every answer of the run; and requests that nothing answers otherwise. */
final class EnvelopeChecks {
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** Lines of stack traces in the languages of servers. */
    private static final Pattern STACK_TRACE = Pattern.compile("(?m)^\\s+at \\S.*[:(]"
            + "|\\(\\S+\\.java:\\d+\\)"
            + "|\\S+\\.[jt]s:\\d+:\\d+"
            + "|Traceback \\(most recent"
            + "|\\b(java|javax|org|com)\\.\\w+(\\.\\w+)*(Exception|Error)\\b");

    private EnvelopeChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                everyAnswer(
                        "ENV-01",
                        HarmlessRequests.SAMPLES,
                        answer -> isOfOperation(answer) && answer.isSuccess(),
                        "an object with requestId, success true and data, and without error",
                        answer -> answer.isObject()
                                && isPresent(answer.requestId())
                                && answer.success().isBoolean()
                                && answer.success().booleanValue()
                                && answer.isData()
                                && answer.error().isMissingNode()),
                everyAnswer(
                        "ENV-02",
                        0,
                        answer -> isOfOperation(answer) && !answer.isSuccess(),
                        "an object with requestId, success false and error, and without data",
                        answer -> answer.isObject()
                                && isPresent(answer.requestId())
                                && answer.success().isBoolean()
                                && !answer.success().booleanValue()
                                && answer.error().isObject()
                                && !answer.hasData()),
                everyAnswer(
                        "ENV-03",
                        0,
                        answer -> isOfOperation(answer) && answer.error().isObject(),
                        "an error with the code and the key of one row of the documented table, and a message",
                        answer -> isRow(answer.error())
                                && answer.error().path("message").isTextual()),
                everyAnswer(
                        "ENV-04",
                        0,
                        answer -> isOfOperation(answer) && answer.isObject(),
                        "a requestId that is a UUID",
                        answer -> answer.requestId().isTextual()
                                && UUID.matcher(answer.requestId().textValue()).matches()),
                closing("ENV-05", 0, EnvelopeChecks::requestIdsDiffer),
                everyAnswer(
                        "ENV-06",
                        0,
                        answer -> answer.exchange().body().length > 0,
                        "Content-Type: application/json",
                        answer -> isJson(answer.exchange().header("Content-Type"))),
                everyAnswer(
                        "ENV-07",
                        0,
                        Envelope::isSuccess,
                        "HTTP 200",
                        answer -> answer.exchange().status() == 200),
                of("ENV-08", 4, EnvelopeChecks::unknownPaths),
                of("ENV-09", Operation.values().length, EnvelopeChecks::unknownMethods),
                of("ENV-10", 7, context -> {
                    Caller caller = context.reader();
                    refused(
                            caller,
                            List.of("{\"clientSteamId\":", "clientSteamId=1", "{} {}", "{'a': 1}"),
                            "{\"items\": [");
                }),
                of("ENV-11", 8, context -> {
                    Caller caller = context.reader();
                    refused(caller, List.of("[]", "\"text\"", "17", "null", "true"), "[]");
                }),
                closing("ENV-12", 2, EnvelopeChecks::messagesName));
    }

    /**
     * A rule that holds for every answer of the run of one kind.
     *
     * @param of whether it is about an answer
     */
    private static ApiCheck everyAnswer(
            String id, int requests, Predicate<Envelope> of, String expected, Predicate<Envelope> rule) {
        return closing(id, requests, context -> holds(context, of, expected, rule));
    }

    private static void holds(ApiContext context, Predicate<Envelope> of, String expected, Predicate<Envelope> rule)
            throws Exception {
        List<Envelope> answers = context.envelopes().stream().filter(of).toList();
        List<Exchange> wrong =
                answers.stream().filter(rule.negate()).map(Envelope::exchange).toList();
        context.notes().line(answers.size() + " answers of this kind were looked at");
        if (answers.isEmpty()) {
            throw CheckFailure.skipped("no answer of this kind came in the whole run");
        }
        if (!wrong.isEmpty()) {
            wrong.stream().limit(10).forEach(each -> context.notes().line(each.asked() + ": " + told(each)));
            throw CheckFailure.violated(
                    expected + " in the answer to " + wrong.get(0).asked(),
                    told(wrong.get(0)) + (wrong.size() == 1 ? "" : ", and " + (wrong.size() - 1) + " more like it"));
        }
    }

    private static String told(Exchange exchange) {
        return exchange.answered() + " as " + exchange.header("Content-Type");
    }

    /** What is in front of AssetPay answers unknown paths and methods its own way, and what AssetPay itself cannot answer. */
    private static boolean isOfOperation(Envelope answer) {
        boolean isGateways = answer.exchange().status() / 100 == 5
                && answer.success().isMissingNode()
                && answer.error().isMissingNode();
        return answer.exchange().operation() != null && !isGateways;
    }

    private static boolean isPresent(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }

    private static boolean isRow(JsonNode error) {
        JsonNode code = error.path("code");
        return code.isIntegralNumber()
                && code.canConvertToInt()
                && ErrorRow.isKnown(code.intValue())
                && ErrorRow.of(code.intValue()).key().equals(error.path("key").textValue());
    }

    private static boolean isJson(String contentType) {
        return contentType != null
                && contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT).equals("application/json");
    }

    private static void requestIdsDiffer(ApiContext context) throws Exception {
        Map<String, Exchange> seen = new HashMap<>();
        for (Envelope answer : context.envelopes()) {
            if (answer.requestId().isTextual()) {
                String id = answer.requestId().textValue();
                Exchange first = seen.putIfAbsent(id.toLowerCase(Locale.ROOT), answer.exchange());
                if (first != null) {
                    throw CheckFailure.violated(
                            "another requestId for each answer",
                            id + " in the answers to " + first.asked() + " and to "
                                    + answer.exchange().asked());
                }
            }
        }
        if (seen.size() < 2) {
            throw CheckFailure.skipped("fewer than two answers with a requestId came");
        }
        context.notes().line(seen.size() + " request ids were looked at");
    }

    /** Sends many bodies where they cost little, and one to every other operation that takes one. */
    private static void refused(Caller caller, List<String> bodies, String one) throws InterruptedException {
        for (String body : bodies) {
            caller.ask(Operation.AUTHENTICATE).body(body).send().requireRefusal(1001);
        }
        for (Operation operation : List.of(Operation.CHECK_TRADE_URL, Operation.DEPOSIT, Operation.WITHDRAW)) {
            Exchange answer = caller.ask(operation).body(one).send();
            TokenChecks.blockedIfUnauthorized(answer);
            answer.requireRefusal(1001);
        }
    }

    private static void unknownPaths(ApiContext context) throws Exception {
        Caller caller = context.reader();
        String key = caller.credentials().apiKey();
        List<Request> requests = List.of(
                caller.bare("GET", "/no-such-path"),
                caller.bare("GET", "/client/no-such-path").header("Authorization", caller.token()),
                caller.bare("GET", "/secure/no-such-path").header("api-key", key),
                caller.bare("POST", "/auth/no-such-path").header("api-key", key).body("{}"));
        for (Request request : requests) {
            requireEnvelope(request.send().requireRefusal(1004));
        }
    }

    private static void unknownMethods(ApiContext context) throws Exception {
        Caller caller = context.reader();
        for (Operation operation : Operation.values()) {
            Request request = caller.bare(operation.method().equals("GET") ? "PUT" : "GET", operation.path());
            Exchange answer = (operation.isClients()
                            ? request.header("Authorization", caller.token())
                            : request.header("api-key", caller.credentials().apiKey()))
                    .send();
            answer.requireUnlimited();
            if (answer.status() != 404 && answer.status() != 405) {
                throw CheckFailure.violated("HTTP 404 or 405 to " + answer.asked(), answer.answered());
            }
            requireEnvelope(answer);
        }
    }

    private static void requireEnvelope(Exchange refusal) {
        Envelope envelope = Envelope.of(refusal);
        if (!envelope.error().isObject()
                || !envelope.success().isBoolean()
                || envelope.success().booleanValue()) {
            throw CheckFailure.violated(
                    "a refusal in the envelope (success false, and error) to " + refusal.asked(), refusal.answered());
        }
    }

    private static void messagesName(ApiContext context) throws Exception {
        Caller caller = context.stranger();
        for (Map.Entry<String, String> each :
                Map.of("clientSteamId", "steam", "clientTradeUrl", "url").entrySet()) {
            var body = caller.authentication();
            body.remove(each.getKey());
            Exchange answer = caller.ask(Operation.AUTHENTICATE).body(body).send();
            String message = Envelope.of(answer).error().path("message").asText();
            // What has no message at all is looked at below.
            if (!message.isBlank() && !message.toLowerCase(Locale.ROOT).contains(each.getValue())) {
                throw CheckFailure.violated(
                        "a message that names " + each.getKey() + ", which is missing, to " + answer.asked(),
                        answer.answered());
            }
        }
        holds(
                context,
                answer -> answer.error().isObject(),
                "a message of text, and no stack trace,",
                answer -> isMessage(answer.error().path("message")));
    }

    private static boolean isMessage(JsonNode message) {
        return message.isTextual()
                && !message.textValue().isBlank()
                && !STACK_TRACE.matcher(message.textValue()).find();
    }
}
