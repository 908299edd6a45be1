package io.github.assetpaysim.simulator.http;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.support.RawHttp;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page of a shop's own origin, in a browser, needs to call the API with a client token. */
class CorsTest {
    private static final String USER = "76561198012345678";
    private static final String PAGE = "http://shop.test:3000";

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private final Simulator simulator = RUNNING.simulator();
    private final TestClient client = RUNNING.client();

    @ParameterizedTest
    @CsvSource({
        "GET, /client/inventory, authorization",
        "GET, /client/inventory?refresh=true&perPage=-1, authorization",
        "POST, /client/trading/deposit, 'authorization,content-type'",
        "GET, /client/nowhere, authorization",
        "DELETE, /client/inventory, authorization"
    })
    void a_preflight_is_allowed_whatever_the_path_so_that_the_page_can_read_the_answer(
            String method, String path, String headers) {
        Answer answer = preflight(path, method, headers);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo("GET, HEAD, POST");
        assertThat(answer.header("Access-Control-Allow-Headers")).isEqualTo("Authorization, Content-Type");
        assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("600");
        assertThat(answer.headers())
                .doesNotContainKeys("Access-Control-Allow-Credentials", "Access-Control-Allow-Private-Network");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "authorization,baggage,sentry-trace,traceparent,x-requested-with"
                        + " | Authorization, Content-Type, baggage, sentry-trace, traceparent, x-requested-with",
                "x-b , ,\tx-b,X-B,  AUTHORIZATION | Authorization, Content-Type, x-b",
                "x!#$%&'*+.^_`~0  | Authorization, Content-Type, x!#$%&'*+.^_`~0",
                "'x y,<b>,x:y,é,\"q\",x;q=1,(x),good' | Authorization, Content-Type, good",
                "''               | Authorization, Content-Type",
            })
    void every_header_that_is_asked_for_is_allowed_and_nothing_else_is_said_back(String asked, String allowed) {
        Answer answer = preflight("/client/inventory", "GET", asked);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Headers")).isEqualTo(allowed);
        assertThat(answer.header("Vary")).isEqualTo("Access-Control-Request-Headers");
    }

    @Test
    void headers_in_several_lines_are_allowed_and_too_many_are_cut_to_what_an_answer_holds() {
        String many = "x".repeat(80)
                + IntStream.range(0, 900).mapToObj(i -> ",x-" + i).collect(joining());
        Answer answer = preflight("/client/inventory", "GET", "baggage", "Access-Control-Request-Headers: " + many);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Headers"))
                .startsWith("Authorization, Content-Type, baggage, xxx")
                .hasSizeBetween(3_900, 4_100)
                .matches("([!-+.-~-]+, )*[!-+.-~-]+");
    }

    @Test
    void a_page_from_elsewhere_may_reach_for_this_machine() {
        Answer answer = preflight(
                "/client/trading/deposit",
                "POST",
                "authorization,content-type",
                "Access-Control-Request-Private-Network: true");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Private-Network")).isEqualTo("true");
    }

    @Test
    void an_OPTIONS_that_is_no_preflight_is_an_unknown_method_as_any_other() {
        Answer answer = send("OPTIONS", "/client/inventory", "Origin: " + PAGE);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD");
        assertReadable(answer);
    }

    @Test
    void a_page_reads_the_inventory_and_deposits() {
        JsonNode merchant = client.merchant("{}");
        String token = client.token(merchant, USER);

        Answer inventory = send("GET", "/client/inventory", "Origin: " + PAGE, "Authorization: " + token);
        String id = client.depositable(token, "730").get(0).required("id").textValue();
        Answer deposit =
                post("/client/trading/deposit", "{\"items\":[{\"itemId\":\"" + id + "\"}]}", "Authorization: " + token);

        assertThat(inventory.status()).isEqualTo(200);
        assertReadable(inventory);
        assertThat(deposit.status()).isEqualTo(200);
        assertReadable(deposit);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /client/inventory,            401",
        "POST,   /client/trading/deposit,      401",
        "GET,    /client/nowhere,              404",
        "GET,    /client/,                     404",
        "GET,    /client/%2F,                  404",
        "DELETE, /client/inventory,            405",
        "BREW,   /client/inventory,            405"
    })
    void a_refusal_can_be_read_by_a_page(String method, String path, int status) {
        Answer answer = send(method, path, "Origin: " + PAGE);

        assertThat(answer.status()).isEqualTo(status);
        assertReadable(answer);
    }

    @Test
    void a_refusal_of_the_body_can_be_read_by_a_page() {
        String token = "Authorization: " + client.token(client.merchant("{}"), USER);

        Answer malformed = post("/client/trading/deposit", "{", token);
        Answer tooLarge = post("/client/trading/deposit", " ".repeat((1 << 20) + 1), token);
        Answer wrongType = RawHttp.send(
                simulator.baseUrl(),
                RawHttp.post("/client/trading/deposit", new byte[0], token, "Content-Type: text/plain"));

        assertThat(List.of(malformed.status(), tooLarge.status(), wrongType.status()))
                .containsExactly(400, 413, 415);
        assertReadable(malformed);
        assertReadable(tooLarge);
        assertReadable(wrongType);
    }

    @Test
    void a_page_learns_from_a_429_when_to_come_again() {
        JsonNode merchant = client.merchant("{\"rateLimits\":\"unverified\"}");
        String token = "Authorization: " + client.token(merchant, USER);

        Answer answer = send("GET", "/client/inventory", token);
        for (int i = 0; i < 10; i++) {
            preflight("/client/inventory", "GET", "authorization");
            answer = send("GET", "/client/inventory", "Origin: " + PAGE, token);
        }

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isNotNull();
        assertReadable(answer);
    }

    @Test
    void what_the_server_refuses_before_routing_can_be_read_once_the_path_is_known() {
        Answer answer = send("GET", "/client/inventory", "Origin: " + PAGE, "X: " + "x".repeat(20_000));

        assertThat(answer.status()).isEqualTo(431);
        assertReadable(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/auth/authenticate-client",
                "/secure/prices",
                "/_sim/assumptions",
                "/_sim/merchants",
                "/client",
                "/clients/inventory",
                "/client/../_sim/health",
                "/client/..;/_sim/health",
                "/_sim/client/inventory",
                "/",
                "/nowhere"
            })
    void nothing_else_is_open_to_pages(String path) {
        for (Answer answer : List.of(
                preflight(path, "POST", "api-key,content-type"),
                send("GET", path, "Origin: " + PAGE),
                post(path, "{}", "Origin: " + PAGE))) {
            assertThat(answer.status()).isGreaterThanOrEqualTo(400);
            assertThat(answer.headers().keySet())
                    .noneMatch(name -> name.toLowerCase().startsWith("access-control"));
        }
    }

    /** As a browser sends it, in its order. */
    private Answer preflight(String path, String method, String headers, String... more) {
        List<String> lines = new ArrayList<>(List.of(
                "Connection: keep-alive",
                "Accept: */*",
                "Access-Control-Request-Method: " + method,
                "Access-Control-Request-Headers: " + headers));
        lines.addAll(Arrays.asList(more));
        lines.addAll(List.of(
                "Origin: " + PAGE,
                "Sec-Fetch-Mode: cors",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Dest: empty",
                "Referer: " + PAGE + "/"));
        return send("OPTIONS", path, lines.toArray(String[]::new));
    }

    private Answer send(String method, String path, String... headers) {
        List<String> lines = new ArrayList<>(List.of(method + " " + path + " HTTP/1.1", "Host: localhost"));
        lines.addAll(Arrays.asList(headers));
        return RawHttp.send(simulator.baseUrl(), lines.toArray(String[]::new));
    }

    private Answer post(String path, String json, String... headers) {
        List<String> lines = new ArrayList<>(List.of("Content-Type: application/json"));
        lines.addAll(Arrays.asList(headers));
        return RawHttp.send(
                simulator.baseUrl(),
                RawHttp.post(path, json.getBytes(StandardCharsets.UTF_8), lines.toArray(String[]::new)));
    }

    private static void assertReadable(Answer answer) {
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(answer.header("Access-Control-Expose-Headers")).isEqualTo("Retry-After");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }
}
