package io.github.assetpaysim.simulator.endpoint;

import static io.github.assetpaysim.simulator.support.TestClient.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.RawHttp;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.Rows;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests of a new merchant in each test, as they go over the wire, and the faults that he plans. */
@Timeout(60)
abstract class FaultedRequests {
    static final String USER = "76561198012345678";
    static final List<String> OPERATIONS = List.of("authenticate-client", "inventory", "deposit");

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    static Receiver receiver;

    final TestClient client = RUNNING.client();
    final ExecutorService threads = Executors.newCachedThreadPool();
    JsonNode merchant;
    String token;
    JsonNode item;

    @BeforeAll
    static void start() {
        receiver = Receiver.good();
    }

    @AfterAll
    static void stop() {
        receiver.close();
    }

    @BeforeEach
    void a_merchant_of_its_own() {
        live("{\"callbackUrl\":\"" + receiver.url() + "\"}");
    }

    void live(String members) {
        merchant = client.merchant(members);
        token = client.token(merchant, USER);
        item = client.depositable(token, "730").get(0);
        RUNNING.clearLines();
    }

    @AfterEach
    void end_threads() {
        threads.shutdownNow();
    }

    String control(String path) {
        return path(merchant) + path;
    }

    static String entry(String on, String fault) {
        return "{'trigger':{'on':'" + on + "'},'fault':{'name':" + fault + "}}";
    }

    /** Plans entries, each as {@link #entry} writes one. */
    void plan(String... entries) {
        Answer answer = put(entries);
        assertThat(answer.status()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
    }

    Answer put(String... entries) {
        String faults = "{'faults':[" + String.join(",", entries) + "]}";
        return client.put(control("/faults"), faults.replace('\'', '"'));
    }

    JsonNode tallies() {
        return client.get(control("/faults")).json();
    }

    List<JsonNode> trades() {
        return Rows.elements(client.get(control("/trades")).json().required("trades"))
                .toList();
    }

    String depositBody(String externalId) {
        return "{\"items\":[{\"itemId\":" + item.required("id") + "}],\"externalId\":\"" + externalId + "\"}";
    }

    /** A request as it goes over the wire. */
    byte[] request(String operation) {
        return switch (operation) {
            case "authenticate-client" ->
                RawHttp.post(
                        "/auth/authenticate-client",
                        ("{\"clientSteamId\":\"" + USER + "\",\"clientTradeUrl\":\"" + TestClient.tradeUrl() + "\"}")
                                .getBytes(UTF_8),
                        "Content-Type: application/json",
                        "api-key: " + merchant.required("apiKey").textValue());
            case "inventory" ->
                ("GET /client/inventory?perPage=-1 HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + token + "\r\n\r\n")
                        .getBytes(UTF_8);
            default ->
                RawHttp.post(
                        "/client/trading/deposit",
                        depositBody("order-1").getBytes(UTF_8),
                        "Content-Type: application/json",
                        "Authorization: " + token);
        };
    }

    Answer send(String operation) {
        return RawHttp.send(RUNNING.baseUrl(), request(operation));
    }

    RawHttp.Line sendUntilEnd(String operation) {
        return RawHttp.sendUntilEnd(RUNNING.baseUrl(), request(operation));
    }

    List<String> events() {
        String id = merchant.required("merchantId").textValue();
        return receiver.got().stream()
                .filter(got -> got.trade().path("merchantId").asText(id).equals(id))
                .filter(got -> trades().stream()
                        .anyMatch(
                                trade -> trade.required("id").equals(got.trade().required("id"))))
                .map(Receiver.Got::event)
                .toList();
    }

    static void awaitLine(String pattern) {
        await().untilAsserted(() -> assertThat(RUNNING.lines()).anyMatch(line -> line.matches(pattern)));
    }

    static Stream<String> operations() {
        return OPERATIONS.stream();
    }

    /** How the log calls a request. */
    static String logged(String operation) {
        return switch (operation) {
            case "authenticate-client" -> "POST /auth/authenticate-client";
            case "inventory" -> "GET /client/inventory";
            default -> "POST /client/trading/deposit";
        };
    }
}
