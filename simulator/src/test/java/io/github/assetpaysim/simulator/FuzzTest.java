package io.github.assetpaysim.simulator;

import static io.github.assetpaysim.simulator.support.TestClient.path;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.support.RawHttp;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Valid requests, each spoilt by chance: any answer will do that is well-formed and no failure of the simulator's own. Runs with
 * another seed each time and prints it when something is wrong; {@code -Dfuzz.seed=…} repeats a run.
 */
class FuzzTest {
    private static final int AT_ONCE = 4;
    private static final int REQUESTS_EACH = 375;
    private static final String USER = "76561198012345678";

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "1.5",
            "1e400",
            "9223372036854775808",
            "\"\"",
            "[]",
            "{}",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"default\"",
            "\"-PT1S\"",
            "\"+999999999-01-01T00:00:00Z\"",
            "\"http://[\"",
            "\"" + "x".repeat(300) + "\"");
    private static final List<String> TEXTS = List.of(
            "",
            "%",
            "%00",
            "%c0%af",
            "..",
            ";",
            "//",
            "?",
            "#",
            "\\",
            "\0",
            " ",
            "\u00e9",
            "\"",
            "{id}",
            "&",
            "=",
            "-1",
            "99999999999999999999",
            "x".repeat(200));
    private static final List<String> HEADERS = List.of(
            "Content-Encoding: gzip",
            "Content-Length: 3",
            "Transfer-Encoding: chunked",
            "Expect: 100-continue",
            "Connection: upgrade",
            "Host: evil.test",
            "Origin: http://evil.test",
            "Authorization: e30.e30.e30",
            "api-key: \u00e9",
            "Content-Type: text/plain",
            "Content-Type: application/json; charset=x",
            "Content-Type: ;",
            "Range: bytes=9-",
            "X: \0",
            "no colon",
            "X: " + "x".repeat(17_000));
    private static final List<String> METHODS = List.of(
            "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW", "get", "G@T", "");

    /** A request in parts, so that it can be spoilt in one place and stay whole in the others. */
    private record Message(String method, String target, List<String> headers, byte[] body) {
        static Message of(String method, String target, String json, String... headers) {
            List<String> lines = new ArrayList<>(List.of(headers));
            if (!json.isEmpty()) {
                lines.add("Content-Type: application/json");
            }
            return new Message(method, target, lines, json.getBytes(UTF_8));
        }

        Message withBody(byte[] other) {
            return new Message(method, target, headers, other);
        }

        byte[] bytes() {
            String head = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n"
                    + (body.length == 0 ? "" : "Content-Length: " + body.length + "\r\n")
                    + String.join(
                            "", headers.stream().map(line -> line + "\r\n").toList()) + "\r\n";
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(head.getBytes(ISO_8859_1));
            bytes.writeBytes(body);
            return bytes.toByteArray();
        }
    }

    @Test
    void no_spoilt_request_makes_the_simulator_fail() {
        long seed = Long.getLong("fuzz.seed", new SplittableRandom().nextLong());
        TestClient client = RUNNING.client();
        List<Message> valid = valid(client);
        SplittableRandom chance = new SplittableRandom(seed);
        List<SplittableRandom> chances =
                IntStream.range(0, AT_ONCE).mapToObj(i -> chance.split()).toList();

        int successes =
                chances.stream()
                        .map(each -> CompletableFuture.supplyAsync(() -> run(valid, each, seed)))
                        .toList()
                        .stream()
                        .mapToInt(CompletableFuture::join)
                        .sum();

        // Many still succeed, so that the rest is not refused for one early reason.
        assertThat(successes).as("successes, seed " + seed).isGreaterThan(AT_ONCE * REQUESTS_EACH / 5);
        assertThat(client.token(client.merchant("{}"), USER)).isNotBlank();
        RUNNING.assertNoBugs("seed " + seed);
    }

    private static List<Message> valid(TestClient client) {
        JsonNode merchant =
                client.merchant("{\"clock\":\"frozen\",\"startAt\":\"2026-03-04T10:00:00Z\",\"rateLimits\":\"off\"}");
        String token = client.token(merchant, USER);
        List<JsonNode> items = client.depositable(token, "730");
        String trade =
                client.deposit(token, items.get(0), "").data().required("id").textValue();
        String one = path(merchant);
        client.advance(merchant, "1s");
        String callback = client.get(one + "/callbacks")
                .json()
                .at("/callbacks/0/id")
                .asText("00000000-0000-4000-8000-000000000000");
        String bearer = "Authorization: " + token;
        JsonNode offer = items.get(1).required("offer");
        String deposit = "{\"items\":[{\"itemId\":" + items.get(1).required("id")
                + ",\"amount\":1,\"offer\":{\"price\":" + offer.required("price") + ",\"reference\":"
                + offer.required("reference") + "}}],\"game\":\"730\",\"externalId\":\"f\",\"isInstant\":true}";
        String user = "{\"clientSteamId\":\"" + USER + "\",\"clientTradeUrl\":\"" + TestClient.tradeUrl()
                + "\",\"clientId\":\"c\",\"clientData\":{\"totalWager\":1.5,\"kycLevel\":3,\"fiatDeposits\":true}}";
        return List.of(
                Message.of(
                        "POST",
                        "/auth/authenticate-client",
                        user,
                        "api-key: " + merchant.required("apiKey").textValue()),
                Message.of(
                        "GET",
                        "/client/inventory?game=730&refresh=true&search=a&sort=price_asc&minPrice=0.5&page=1&perPage=5",
                        "",
                        bearer),
                Message.of("POST", "/client/trading/deposit", deposit, bearer),
                Message.of(
                        "POST",
                        "/_sim/merchants",
                        "{\"callbackUrl\":\"http://127.0.0.1:9/\",\"clock\":\"frozen\",\"pace\":\"1s\",\"seed\":1,"
                                + "\"startAt\":\"2026-03-04T10:00:00Z\",\"retry\":\"none\",\"callbackTimeout\":\"1s\","
                                + "\"steam\":{\"outcome\":\"accept\"},\"assumptions\":{\"openDepositLimit\":3}}"),
                Message.of("GET", one, ""),
                Message.of("PATCH", one, "{\"retry\":[\"1s\",\"PT2S\"],\"steam\":{\"outcome\":\"fail\"}}"),
                Message.of("POST", one + "/clock/advance", "{\"by\":\"1s\"}"),
                Message.of("GET", one + "/trades?externalId=e", ""),
                Message.of("POST", one + "/trades/" + trade + "/events", "{\"event\":\"cancel\"}"),
                Message.of("GET", one + "/callbacks?tradeId=" + trade, ""),
                Message.of("POST", one + "/callbacks/" + callback + "/resend", "{}"));
    }

    /** How many requests succeeded all the same. */
    private static int run(List<Message> valid, SplittableRandom chance, long seed) {
        int successes = 0;
        for (int i = 0; i < REQUESTS_EACH; i++) {
            Message message = spoilt(one(valid, chance), chance);
            byte[] request = chance.nextInt(10) == 0 ? spoilt(message.bytes(), chance) : message.bytes();
            try {
                List<Answer> answers = RawHttp.sendAll(RUNNING.baseUrl(), request);
                // Without a complete head there may be nothing to answer.
                assertThat(answers.isEmpty() && new String(request, ISO_8859_1).contains("\r\n\r\n"))
                        .as("unanswered")
                        .isFalse();
                answers.forEach(answer -> check(answer, new String(request, ISO_8859_1).startsWith("HEAD ")));
                successes += answers.stream().allMatch(answer -> answer.status() < 300) ? 1 : 0;
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", request:\n" + new String(request, ISO_8859_1), e);
            }
        }
        return successes;
    }

    private static void check(Answer answer, boolean head) {
        assertThat(answer.status()).matches(status -> status >= 100 && status < 500 || status == 505, "no failure");
        if (answer.status() == 100 || answer.status() == 204 || head) {
            return;
        }
        if (answer.status() == 302 || answer.headers().containsKey("content-security-policy")) {
            // Cut short, a path of the control API may lead to the page.
            return;
        }
        String type = answer.header("Content-Type");
        assertThat(type).isIn("application/json", "application/problem+json");
        JsonNode json = answer.json();
        if (answer.status() >= 400) {
            boolean problem = type.equals("application/problem+json");
            assertThat(json.at(problem ? "/detail" : "/error/message").textValue())
                    .isNotBlank();
            assertThat(new String(answer.body(), UTF_8))
                    .doesNotContain("Exception", "com.fasterxml", "org.eclipse", "io.javalin");
        }
    }

    private static Message spoilt(Message whole, SplittableRandom chance) {
        String method = whole.method();
        return switch (chance.nextInt(10)) {
            case 0 -> new Message(method(whole, chance), whole.target(), whole.headers(), whole.body());
            case 1, 2 -> new Message(method, inserted(whole.target(), chance), whole.headers(), whole.body());
            case 3 -> new Message(method, whole.target(), headers(whole, chance), whole.body());
            case 4 -> whole.withBody(spoilt(whole.body(), chance));
            case 5, 6, 7, 8 -> whole.withBody(tree(whole.body(), chance));
            default -> whole;
        };
    }

    /** Any but the one that would delete the merchant, which the requests to come are about. */
    private static String method(Message whole, SplittableRandom chance) {
        String method = one(METHODS, chance);
        return method.equals("DELETE") && whole.target().matches("/_sim/merchants/[^/]+") ? "PUT" : method;
    }

    private static List<String> headers(Message whole, SplittableRandom chance) {
        List<String> headers = new ArrayList<>(whole.headers());
        if (!headers.isEmpty() && chance.nextBoolean()) {
            headers.remove(chance.nextInt(headers.size()));
        } else {
            headers.add(one(HEADERS, chance));
        }
        return headers;
    }

    private static String inserted(String target, SplittableRandom chance) {
        int at = chance.nextInt(target.length() + 1);
        int until = Math.min(target.length(), at + chance.nextInt(3));
        return target.substring(0, at) + one(TEXTS, chance) + target.substring(until);
    }

    /** Cuts, flips or doubles some bytes. */
    private static byte[] spoilt(byte[] bytes, SplittableRandom chance) {
        if (bytes.length == 0) {
            return bytes;
        }
        int at = chance.nextInt(bytes.length);
        byte[] copy = bytes.clone();
        switch (chance.nextInt(3)) {
            case 0 -> copy = Arrays.copyOf(bytes, at);
            case 1 -> copy[at] ^= (byte) (1 << chance.nextInt(8));
            default -> {
                ByteArrayOutputStream doubled = new ByteArrayOutputStream();
                doubled.write(bytes, 0, Math.min(bytes.length, at + 4));
                doubled.write(bytes, at, bytes.length - at);
                copy = doubled.toByteArray();
            }
        }
        return copy;
    }

    /** Replaces, removes or adds a member somewhere in the tree. */
    private static byte[] tree(byte[] body, SplittableRandom chance) {
        if (body.length == 0) {
            return body;
        }
        JsonNode root;
        try {
            root = StrictJson.MAPPER.readTree(body);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        List<JsonNode> places = new ArrayList<>(root.findParents("price"));
        places.add(root);
        root.forEach(each -> places.add(each.isContainerNode() ? each : root));
        JsonNode place = one(places, chance);
        if (place instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            switch (chance.nextInt(4)) {
                case 0 -> object.remove(one(names, chance));
                case 1 -> object.put(one(TEXTS, chance), "§");
                default -> object.put(one(names, chance), "§");
            }
        } else if (place instanceof ArrayNode array) {
            array.add("§");
        }
        return root.toString().replace("\"§\"", one(VALUES, chance)).getBytes(UTF_8);
    }

    private static <T> T one(List<T> list, SplittableRandom chance) {
        return list.get(chance.nextInt(list.size()));
    }
}
