package io.github.assetpaysim.simulator.http;

import static io.github.assetpaysim.simulator.support.Refusals.assertProblem;
import static io.github.assetpaysim.simulator.support.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.support.RawHttp;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerTest {
    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /nowhere HTTP/1.1                       | 404 | 1004",
                "GET / HTTP/1.1                              | 404 | 1004",
                "GET //client/inventory HTTP/1.1             | 404 | 1004",
                "GET /client/%2F HTTP/1.1                    | 404 | 1004",
                "GET /client/..%2f..%2fetc HTTP/1.1          | 404 | 1004",
                "GET /client/%zz HTTP/1.1                    | 400 | 1001",
                "GET /client/%00 HTTP/1.1                    | 400 | 1001",
                "GET /client/../../etc HTTP/1.1              | 400 | 1001",
                "GET nowhere HTTP/1.1                        | 400 | 1001",
                "GARBAGE                                     | 400 | 1001",
                "GET  HTTP/1.1                               | 505 | 1001",
                "GET /nowhere HTTP/9.9                       | 505 | 1001",
                "DELETE /auth/authenticate-client HTTP/1.1   | 405 | 1004",
                "GET /client/trading/deposit HTTP/1.1        | 405 | 1004",
                "POST /client/inventory HTTP/1.1             | 405 | 1004",
                "TRACE /client/inventory HTTP/1.1            | 405 | 1004",
                "BREW /client/inventory HTTP/1.1             | 405 | 1004",
                "BREW /nowhere HTTP/1.1                      | 404 | 1004",
                "OPTIONS * HTTP/1.1                          | 404 | 1004",
                "OPTIONS ?page=1 HTTP/1.1                    | 400 | 1001",
                "POST http://localhost HTTP/1.1              | 404 | 1004",
                "GET http://localhost?page=1 HTTP/1.1        | 404 | 1004",
            })
    void whoever_refuses_a_request_words_it_as_the_envelope(String requestLine, int status, int code) {
        Answer answer = RawHttp.send(RUNNING.baseUrl(), requestLine, "Host: localhost", "Content-Length: 0");

        assertRefused(answer, status, code);
    }

    @Test
    void the_method_is_the_one_of_the_request_line() {
        Answer answer = RUNNING.client().send("POST", "/client/inventory", "", "X-HTTP-Method-Override", "GET");

        assertRefused(answer, 405, 1004);
    }

    @Test
    void a_request_line_and_headers_that_are_too_long_get_the_envelope() {
        String endless = "x".repeat(20_000);

        assertRefused(
                RawHttp.send(RUNNING.baseUrl(), "GET /client/inventory?search=" + endless + " HTTP/1.1", "Host: a"),
                414,
                1001);
        assertRefused(
                RawHttp.send(RUNNING.baseUrl(), "GET /client/inventory HTTP/1.1", "Host: a", "X: " + endless),
                431,
                1001);
    }

    @Test
    void broken_headers_get_the_envelope() {
        assertRefused(RawHttp.send(RUNNING.baseUrl(), "GET /nowhere HTTP/1.1"), 400, 1001);
        assertRefused(RawHttp.send(RUNNING.baseUrl(), "GET /nowhere HTTP/1.1", "Host: a", "no colon here"), 400, 1001);
        assertRefused(
                RawHttp.send(RUNNING.baseUrl(), "POST /nowhere HTTP/1.1", "Host: a", "Content-Length: x"), 400, 1001);
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /auth/authenticate-client, POST",
        "GET, /client/trading/deposit, POST",
        "POST, /client/inventory, 'GET, HEAD'",
        "PUT, /_sim/merchants, 'GET, HEAD, POST'",
        "POST, /_sim/merchants/default, 'DELETE, GET, HEAD, PATCH'"
    })
    void a_405_says_which_methods_there_are(String method, String path, String allowed) {
        Answer answer = RUNNING.client().send(method, path, "{}", "Content-Type", "application/json");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("allow")).isEqualTo(allowed);
    }

    @Test
    void errors_below_the_control_APIs_prefix_are_worded_by_it() {
        Answer answer =
                RawHttp.send(RUNNING.baseUrl(), "GET /_sim/health HTTP/1.1", "Host: a", "X: " + "x".repeat(20_000));

        assertProblem(answer, 431, "");
    }

    @Test
    void a_path_that_only_begins_like_the_control_API_is_not_of_it() {
        Answer answer = RUNNING.client().get("/_simulator");

        assertRefused(answer, 404, 1004);
    }

    @ParameterizedTest
    @ValueSource(strings = {"search=%zz", "search=%", "page=1&x=%f"})
    void a_query_that_cannot_be_decoded_is_refused(String query) {
        TestClient client = RUNNING.client();
        String token = client.token(client.merchant("{}"), "76561198012345678");

        Answer answer = RawHttp.send(
                RUNNING.baseUrl(),
                "GET /client/inventory?" + query + " HTTP/1.1",
                "Host: localhost",
                "Authorization: " + token);

        assertRefused(answer, 400, 1001);
    }

    @Test
    void every_answer_has_a_requestId_of_its_own() {
        TestClient client = RUNNING.client();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            ids.add(client.get("/nowhere").json().required("requestId").textValue());
            ids.add(RawHttp.send(RUNNING.baseUrl(), "GARBAGE")
                    .json()
                    .required("requestId")
                    .textValue());
        }

        assertThat(ids).hasSize(40);
    }

    @Test
    void every_request_leaves_one_line_with_its_outcome_and_the_reason() {
        String path = "/unheard-of";

        RUNNING.client().get(path);
        RawHttp.send(RUNNING.baseUrl(), "GET " + path + " HTTP/1.1", "Host: a", "X: " + "x".repeat(20_000));

        await().untilAsserted(() -> assertThat(RUNNING.lines().stream().filter(line -> line.contains(path)))
                .hasSize(2)
                .anyMatch(line ->
                        line.matches("GET /unheard-of -> 404 NOT_FOUND: there is no GET /unheard-of \\(.* ms\\)"))
                .anyMatch(line -> line.startsWith("GET /unheard-of -> 431 VALIDATION_FAILED: ")));
    }

    @Test
    void an_address_that_is_taken_or_not_ours_says_what_to_do() {
        int taken = RUNNING.baseUrl().getPort();

        assertThatThrownBy(() -> Simulator.start(Settings.STANDARD.with(Settings.PORT, taken)))
                .isInstanceOf(CannotListen.class)
                .hasMessageMatching("cannot listen on 127\\.0\\.0\\.1:" + taken
                        + " \\(.*in use.*\\); choose another --host or --port, 0 for any free port");
        assertThatThrownBy(() -> Simulator.start(Settings.STANDARD.with(Settings.HOST, "no-such-host.invalid")))
                .isInstanceOf(CannotListen.class)
                .hasMessageStartingWith("cannot listen on no-such-host.invalid:0 (")
                .hasMessageNotContaining("null");
    }
}
