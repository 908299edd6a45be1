package io.github.assetpaysim.simulator;

import static io.github.assetpaysim.simulator.support.TestClient.path;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.support.KeptLog;
import io.github.assetpaysim.simulator.support.RawHttp;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Valid requests, each spoilt by chance, over kept connections: any answer will do that is well-formed and no failure of the
 * simulator's own. Runs with another seed each time and prints it when something is wrong; {@code -Dfuzz.seed=…} repeats a run.
 */
class FuzzTest {
    private static final int CONNECTIONS = 4;
    private static final int REQUESTS_EACH = 1300;
    /** Far more than an answer takes on the busiest machine, and less than an idle connection may last. */
    private static final int SILENCE_MILLIS = 30_000;

    private static final String USER = "76561198012345678";

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e400",
            "-0.0",
            "9223372036854775808",
            "\"\"",
            "\"x\"",
            "[]",
            "{}",
            "[{}]",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"★\"",
            "\"default\"",
            "\"730\"",
            "\"PT1S\"",
            "\"-PT1S\"",
            "\"-999999999-01-01T00:00:00Z\"",
            "\"+999999999-01-01T00:00:00Z\"",
            "\"http://[\"",
            "\"file:///etc/passwd\"",
            "\"" + "x".repeat(300) + "\"");
    private static final List<String> TEXTS = List.of(
            "",
            "%",
            "%00",
            "%c0%af",
            "%F0%9F%92%A9",
            "..",
            ";",
            "//",
            "?",
            "#",
            "\\",
            "\0",
            "\t",
            " ",
            "\u00e9",
            "'",
            "\"",
            "[]",
            "{id}",
            "*",
            "+",
            "&",
            "=",
            "-1",
            "NaN",
            "99999999999999999999",
            "x".repeat(200));
    private static final List<String> HEADERS = List.of(
            "Content-Encoding: gzip",
            "Content-Length: 3",
            "Content-Length: -1",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: x",
            "Expect: 100-continue",
            "Expect: x",
            "Connection: close",
            "Connection: upgrade",
            "Upgrade: websocket",
            "Host: evil.test",
            "Host:",
            "Origin: http://evil.test",
            "Origin: null",
            "Authorization:",
            "Authorization: Bearer",
            "Authorization: e30.e30.e30",
            "api-key:",
            "api-key: x",
            "api-key: \u00e9",
            "Content-Type: text/plain",
            "Content-Type: application/json; charset=x",
            "Content-Type: multipart/form-data",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Type: ;",
            "X-HTTP-Method-Override: DELETE",
            "X-HTTP-Method-Override: BREW",
            "X-Forwarded-Host: evil.test",
            "Forwarded: for=\"",
            "Cookie: =;;\"",
            "Range: bytes=9-",
            "Accept: text/html",
            "Accept-Encoding: gzip, br",
            "If-None-Match: *",
            "Access-Control-Request-Method: POST",
            "X: \0",
            " folded",
            "no colon",
            ": x",
            "X: " + "x".repeat(17_000));
    private static final List<String> METHODS = List.of(
            "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW", "get", "G@T", "");

    private final KeptLog log = new KeptLog();

    /** A request in parts, so that it can be spoilt in one place and stay whole in the others. */
    private record Message(String method, String target, List<String> headers, byte[] body, boolean measured) {
        byte[] bytes() {
            List<String> lines = new ArrayList<>(List.of(method + " " + target + " HTTP/1.1", "Host: localhost"));
            lines.addAll(headers);
            if (measured && body.length > 0) {
                lines.add("Content-Length: " + body.length);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes((String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1));
            bytes.writeBytes(body);
            return bytes.toByteArray();
        }
    }

    /** A connection that is opened anew when the server has closed it. */
    private static final class Line implements AutoCloseable {
        private final Simulator simulator;
        private Socket socket;
        private InputStream in;
        private byte[] previous = {};

        Line(Simulator simulator) {
            this.simulator = simulator;
        }

        /**
         * The answer. A connection that was used before may be closed at any time, as under load Jetty does when something
         * malformed comes while it still completes the exchange before; a new one must do.
         */
        Answer exchange(byte[] request, boolean head, boolean last) throws IOException {
            boolean used = socket != null;
            try {
                return exchangeOnce(request, head, last);
            } catch (IOException e) {
                if (!used || e instanceof SocketTimeoutException) {
                    throw e;
                }
                hangUp();
                return exchangeOnce(request, head, last);
            }
        }

        private Answer exchangeOnce(byte[] request, boolean head, boolean last) throws IOException {
            if (socket == null) {
                socket = new Socket("127.0.0.1", simulator.baseUrl().getPort());
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(SILENCE_MILLIS);
                in = new BufferedInputStream(socket.getInputStream());
            }
            socket.getOutputStream().write(request);
            if (last) {
                socket.shutdownOutput();
            }
            Answer answer = RawHttp.read(in, head);
            while (answer.status() == 100) {
                answer = RawHttp.read(in, head);
            }
            previous = request;
            if (last || "close".equals(answer.header("Connection"))) {
                hangUp();
            }
            return answer;
        }

        @Override
        public void close() throws IOException {
            hangUp();
        }

        void hangUp() throws IOException {
            if (socket != null) {
                socket.close();
            }
            socket = null;
            previous = new byte[0];
        }
    }

    @Test
    void no_spoilt_request_makes_the_simulator_fail() {
        long seed = Long.getLong("fuzz.seed", new SplittableRandom().nextLong());
        try (Simulator simulator = Simulator.start(Settings.STANDARD, log)) {
            TestClient client = new TestClient(simulator);
            List<Message> valid = valid(simulator, client);
            SplittableRandom chance = new SplittableRandom(seed);
            List<SplittableRandom> chances = IntStream.range(0, CONNECTIONS)
                    .mapToObj(i -> chance.split())
                    .toList();

            List<CompletableFuture<Integer>> runs = chances.stream()
                    .map(each -> CompletableFuture.supplyAsync(() -> run(simulator, valid, each, seed)))
                    .toList();

            // Nearly all requests were answered, and many still succeeded: the rest was not refused for one early
            // reason.
            assertThat(runs.stream().mapToInt(CompletableFuture::join).sum())
                    .as("successes, seed " + seed)
                    .isGreaterThan(CONNECTIONS * REQUESTS_EACH / 5);
            assertThat(client.get("/_sim/health").status()).isEqualTo(200);
            assertThat(client.token(client.merchant("{}"), USER)).isNotBlank();
            assertThat(log.bugs()).as("seed " + seed).isEmpty();
        }
    }

    private static List<Message> valid(Simulator simulator, TestClient client) {
        JsonNode merchant =
                client.merchant("{\"clock\":\"frozen\",\"startAt\":\"2026-03-04T10:00:00Z\",\"rateLimits\":\"off\"}");
        String token = client.token(merchant, USER);
        List<JsonNode> items = client.depositable(token, "730");
        String trade = client.deposit(token, items.get(0), ",\"externalId\":\"e\"")
                .data()
                .required("id")
                .textValue();
        String one = path(merchant);
        client.advance(merchant, "1s");
        String callback = client.get(one + "/callbacks")
                .json()
                .at("/callbacks/0/id")
                .asText("00000000-0000-4000-8000-000000000000");
        String bearer = "Authorization: " + token;
        String key = "api-key: " + merchant.required("apiKey").textValue();
        JsonNode offer = items.get(1).required("offer");
        String deposit =
                "{\"items\":[{\"itemId\":" + items.get(1).required("id") + ",\"amount\":1,\"offer\":{\"price\":"
                        + offer.required("price") + ",\"reference\":" + offer.required("reference")
                        + "}}],\"game\":\"730\",\"externalId\":\"f\",\"isInstant\":true}";
        assertThat(simulator.defaultMerchant()).isNotNull();
        return List.of(
                message(
                        "POST",
                        "/auth/authenticate-client",
                        "{\"clientSteamId\":\"" + USER + "\",\"clientTradeUrl\":\""
                                + TestClient.tradeUrl()
                                + "\",\"clientId\":\"c\",\"clientData\":{\"totalWager\":1.5,\"kycLevel\":3,"
                                + "\"fiatDeposits\":true,\"cryptoDeposits\":false}}",
                        key),
                message(
                        "GET",
                        "/client/inventory?game=730&refresh=true&search=a&sort=price_asc&minPrice=0.5&maxPrice=99"
                                + "&page=1&perPage=5",
                        "",
                        bearer),
                message("POST", "/client/trading/deposit", deposit, bearer),
                message("GET", "/_sim/health", ""),
                message("GET", "/_sim/assumptions", ""),
                message(
                        "POST",
                        "/_sim/merchants",
                        "{\"callbackUrl\":\"http://127.0.0.1:9/\",\"clock\":\"frozen\",\"pace\":\"1s\","
                                + "\"startAt\":\"2026-03-04T10:00:00Z\",\"seed\":1,\"retry\":\"none\",\"callbackTimeout\":\"1s\","
                                + "\"tokenTtl\":\"1h\",\"rateLimits\":\"off\",\"steam\":{\"outcome\":\"accept\"},"
                                + "\"assumptions\":{\"openDepositLimit\":3}}"),
                message("GET", one, ""),
                message(
                        "PATCH",
                        one,
                        "{\"retry\":[\"1s\",\"PT2S\"],\"steam\":{\"outcome\":\"fail\"},\"assumptions\":null}"),
                message("GET", one + "/clock", ""),
                message("POST", one + "/clock/advance", "{\"by\":\"1s\"}"),
                message("POST", one + "/clock/advance", "{\"to\":\"2026-03-04T10:20:00Z\"}"),
                message("GET", one + "/trades?externalId=e", ""),
                message("GET", one + "/trades/" + trade, ""),
                message("POST", one + "/trades/" + trade + "/events", "{\"event\":\"cancel\"}"),
                message("GET", one + "/callbacks?tradeId=" + trade, ""),
                message("GET", one + "/callbacks/" + callback, ""),
                message("POST", one + "/callbacks/" + callback + "/resend", "{}"));
    }

    private static Message message(String method, String target, String json, String... headers) {
        List<String> lines = new ArrayList<>(Arrays.asList(headers));
        if (!json.isEmpty()) {
            lines.add("Content-Type: application/json");
        }
        return new Message(method, target, lines, json.getBytes(UTF_8), true);
    }

    /** How many requests succeeded all the same. */
    private static int run(Simulator simulator, List<Message> valid, SplittableRandom chance, long seed) {
        int successes = 0;
        try (Line line = new Line(simulator)) {
            for (int i = 0; i < REQUESTS_EACH; i++) {
                Message whole = valid.get(chance.nextInt(valid.size()));
                Message message = spoilt(whole, chance);
                byte[] request = message.bytes();
                // Where the end of the request is in doubt, the server can only find it at the end of the stream.
                boolean last = message.headers().size() != whole.headers().size() || chance.nextInt(25) == 0;
                if (chance.nextInt(10) == 0) {
                    request = spoilt(request, chance);
                    last = true;
                }
                try {
                    Answer answer = line.exchange(request, message.method().equals("HEAD"), last);
                    check(answer, message.method().equals("HEAD"));
                    successes += answer.status() < 300 ? 1 : 0;
                } catch (IOException | RuntimeException | AssertionError e) {
                    if (!(e instanceof AssertionError) && isCutShort(request)) {
                        // Without a complete request there may be nothing to answer.
                        line.hangUp();
                        continue;
                    }
                    throw new AssertionError(
                            "seed " + seed + ", request:\n" + shown(request) + "\nfailed with " + e
                                    + (e instanceof SocketTimeoutException ? " while\n" + threads() : "")
                                    + "\nafter this one on the same connection:\n" + shown(line.previous),
                            e);
                }
            }
        } catch (IOException e) {
            throw new AssertionError("seed " + seed, e);
        }
        return successes;
    }

    /** What the simulator is doing when it gives no answer. */
    private static String threads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith("assetpay-"))
                .map(thread -> thread.getKey() + " at\n  "
                        + Arrays.stream(thread.getValue()).map(String::valueOf).collect(Collectors.joining("\n  ")))
                .collect(Collectors.joining("\n"));
    }

    private static boolean isCutShort(byte[] request) {
        return !new String(request, ISO_8859_1).contains("\r\n\r\n");
    }

    private static void check(Answer answer, boolean head) {
        assertThat(answer.status()).matches(status -> status >= 200 && status < 500 || status == 505, "no failure");
        if (answer.status() == 204 || head) {
            return;
        }
        String type = answer.header("Content-Type");
        assertThat(type).isIn("application/json", "application/problem+json");
        JsonNode json = answer.json();
        if (type.equals("application/problem+json")) {
            assertThat(json.required("status").intValue()).isEqualTo(answer.status());
            assertThat(json.required("detail").textValue()).isNotBlank();
        } else if (answer.status() >= 400) {
            assertThat(json.required("success").booleanValue()).isFalse();
            assertThat(json.at("/error/message").textValue()).isNotBlank();
        }
        if (answer.status() < 400) {
            return;
        }
        assertThat(new String(answer.body(), UTF_8))
                .doesNotContain("Exception", "com.fasterxml", "org.eclipse", "io.javalin");
    }

    private static Message spoilt(Message whole, SplittableRandom chance) {
        return switch (chance.nextInt(10)) {
            case 0 -> new Message(method(whole, chance), whole.target(), whole.headers(), whole.body(), true);
            case 1, 2 ->
                new Message(whole.method(), inserted(whole.target(), chance), whole.headers(), whole.body(), true);
            case 3 -> withHeader(whole, chance);
            case 4 -> new Message(whole.method(), query(whole.target(), chance), whole.headers(), whole.body(), true);
            case 5 -> new Message(whole.method(), whole.target(), whole.headers(), spoilt(whole.body(), chance), true);
            case 6, 7, 8 ->
                new Message(whole.method(), whole.target(), whole.headers(), tree(whole.body(), chance), true);
            default -> whole;
        };
    }

    /** Any but the one that would delete the merchant, which the requests to come are about. */
    private static String method(Message whole, SplittableRandom chance) {
        String method = one(METHODS, chance);
        return method.equals("DELETE") && whole.target().matches("/_sim/merchants/[^/]+") ? "PUT" : method;
    }

    private static Message withHeader(Message whole, SplittableRandom chance) {
        List<String> headers = new ArrayList<>(whole.headers());
        if (!headers.isEmpty() && chance.nextBoolean()) {
            headers.remove(chance.nextInt(headers.size()));
        } else {
            headers.add(chance.nextInt(headers.size() + 1), one(HEADERS, chance));
        }
        return new Message(whole.method(), whole.target(), headers, whole.body(), chance.nextInt(4) > 0);
    }

    private static String inserted(String target, SplittableRandom chance) {
        int at = chance.nextInt(target.length() + 1);
        int until = Math.min(target.length(), at + chance.nextInt(3));
        return target.substring(0, at) + one(TEXTS, chance) + target.substring(until);
    }

    private static String query(String target, SplittableRandom chance) {
        int mark = target.indexOf('?');
        if (mark < 0) {
            return target + "?" + one(TEXTS, chance) + "=" + one(TEXTS, chance);
        }
        String[] parameters = target.substring(mark + 1).split("&");
        int which = chance.nextInt(parameters.length);
        String name = parameters[which].split("=")[0];
        parameters[which] = chance.nextInt(4) == 0 ? parameters[which] + "&" + name : name + "=" + one(TEXTS, chance);
        return target.substring(0, mark + 1) + String.join("&", parameters);
    }

    /** Cuts, doubles, flips or replaces some bytes. */
    private static byte[] spoilt(byte[] bytes, SplittableRandom chance) {
        if (bytes.length == 0) {
            return bytes;
        }
        int at = chance.nextInt(bytes.length);
        int until = Math.min(bytes.length, at + 1 + chance.nextInt(8));
        byte[] copy = bytes.clone();
        switch (chance.nextInt(4)) {
            case 0 -> copy = Arrays.copyOf(bytes, at);
            case 1 -> copy[at] ^= (byte) (1 << chance.nextInt(8));
            case 2 -> copy[at] = (byte) chance.nextInt(256);
            default -> {
                ByteArrayOutputStream doubled = new ByteArrayOutputStream();
                doubled.write(bytes, 0, until);
                doubled.write(bytes, at, bytes.length - at);
                copy = doubled.toByteArray();
            }
        }
        return copy;
    }

    /** Replaces, removes, doubles or adds a member somewhere in the tree. */
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
        List<JsonNode> places = new ArrayList<>();
        collect(root, places);
        JsonNode place = places.get(chance.nextInt(places.size()));
        if (place instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = one(names, chance);
            switch (chance.nextInt(4)) {
                case 0 -> object.remove(name);
                case 1 -> object.put(one(TEXTS, chance), "§");
                default -> object.put(name, "§");
            }
        } else if (place instanceof ArrayNode array) {
            if (chance.nextBoolean() && !array.isEmpty()) {
                array.add(array.get(0));
            } else {
                array.add("§");
            }
        }
        return root.toString().replace("\"§\"", one(VALUES, chance)).getBytes(UTF_8);
    }

    private static void collect(JsonNode node, List<JsonNode> into) {
        if (node.isContainerNode()) {
            into.add(node);
            node.forEach(each -> collect(each, into));
        }
    }

    private static <T> T one(List<T> list, SplittableRandom chance) {
        return list.get(chance.nextInt(list.size()));
    }

    private static String shown(byte[] request) {
        StringBuilder shown = new StringBuilder();
        for (byte each : request) {
            boolean plain = each >= ' ' && each < 127 || each == '\r' || each == '\n';
            shown.append(plain ? String.valueOf((char) each) : String.format("\\x%02x", each));
        }
        return shown.toString();
    }
}
