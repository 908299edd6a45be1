package io.github.assetpaysim.simulator.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.RawHttp;
import io.github.assetpaysim.simulator.support.Rows;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests faults strike, and how it is told. */
class FaultedRequestTest extends FaultedRequests {
    @ParameterizedTest
    @MethodSource("operations")
    void the_journal_of_requests_tells_what_struck_and_what_was_answered(String operation) {
        plan(
                entry(operation, "'reset-before'"),
                "{'trigger':{'on':'" + operation + "','nth':2},'fault':{'name':'html-502'}}",
                "{'trigger':{'on':'" + operation + "','nth':3},'fault':{'name':'maintenance'}}",
                "{'trigger':{'on':'" + operation + "','nth':4},'fault':{'name':'lose-answer'}}");
        client.send("DELETE", control("/requests"), null);
        sendUntilEnd(operation);
        send(operation);
        send(operation);
        sendUntilEnd(operation);

        List<JsonNode> requests = Rows.elements(
                        client.get(control("/requests")).json().required("requests"))
                .toList();
        assertThat(requests)
                .extracting(each -> each.required("faults").get(0).textValue())
                .containsExactly("reset-before", "html-502", "maintenance", "lose-answer");
        assertThat(requests).extracting(each -> each.path("status").asInt()).containsExactly(0, 502, 503, 200);
        assertThat(requests.get(0).has("status")).isFalse();
        assertThat(requests.get(1).required("answer").required("body").textValue())
                .startsWith("<html>");
        assertThat(requests.get(2).required("error").required("key").textValue())
                .isEqualTo("SYSTEM_MAINTENANCE");
    }

    static Stream<Arguments> several() {
        return Stream.of(
                arguments(List.of("'lose-answer'", "'maintenance'"), "SYSTEM_MAINTENANCE"),
                arguments(List.of("'maintenance'", "'lose-answer'"), "SYSTEM_MAINTENANCE"),
                arguments(List.of("'cut-answer'", "'html-502'", "'reset-before'"), "page"),
                arguments(List.of("'reset-before'", "'html-502'"), "reset, nothing done"),
                arguments(List.of("'cut-answer'", "'lose-answer'"), "half"),
                arguments(List.of("'lose-answer'", "'cut-answer'"), "reset, done"),
                arguments(List.of("'error','error':'CONFLICT'", "'maintenance'"), "CONFLICT"));
    }

    @ParameterizedTest
    @MethodSource("several")
    void of_several_faults_the_first_that_prevents_decides_then_the_first_that_breaks(
            List<String> faults, String outcome) {
        plan(faults.stream().map(fault -> entry("deposit", fault)).toArray(String[]::new));

        RawHttp.Line line = RawHttp.sendUntilEnd(
                RUNNING.baseUrl(),
                new String(request("deposit"), UTF_8)
                        .replace("Host: localhost\r\n", "Host: localhost\r\nConnection: close\r\n")
                        .getBytes(UTF_8));

        String seen = line.reset()
                ? "reset, " + (trades().isEmpty() ? "nothing done" : "done")
                : line.text().contains("<html>")
                        ? "page"
                        : line.text().contains("\"error\"")
                                ? line.text().replaceFirst("(?s).*\"key\":\"(\\w+)\".*", "$1")
                                : "half";
        assertThat(seen).isEqualTo(outcome);
        assertThat(Rows.elements(tallies().required("faults")))
                .hasSameSizeAs(faults)
                .allMatch(fault -> fault.required("struck").intValue() == 1);
    }

    @Test
    void a_plan_tells_what_its_faults_have_met_and_struck() {
        plan(
                "{'trigger':{'on':'inventory','nth':2,'times':2},'fault':{'name':'maintenance'}}",
                entry("deposit", "'html-502'"),
                "{'trigger':{'on':'any-operation','times':'always'},'fault':{'name':'latency','by':'1ms'}}");

        assertThat(IntStream.range(0, 5).mapToObj(i -> send("inventory").status()))
                .containsExactly(200, 503, 503, 200, 200);
        send("authenticate-client");

        JsonNode tallies = tallies();
        assertThat(Rows.elements(tallies.required("faults"))
                        .map(fault -> fault.required("matched").intValue()))
                .containsExactly(5, 0, 6);
        assertThat(Rows.elements(tallies.required("faults"))
                        .map(fault -> fault.required("struck").intValue()))
                .containsExactly(2, 0, 6);
        assertThat(tallies.required("neverStruck")).hasSize(1);
        assertThat(tallies.at("/neverStruck/0").intValue()).isEqualTo(1);
    }

    @Test
    void a_trigger_can_wait_for_one_user() {
        String other = "76561198087654321";
        String othersToken = client.token(merchant, other);
        plan(
                "{'trigger':{'on':'inventory','steamId':'" + other + "'},'fault':{'name':'maintenance'}}",
                "{'trigger':{'on':'any-operation','steamId':'" + other + "','nth':2},'fault':{'name':'html-502'}}");

        assertThat(send("authenticate-client").status()).isEqualTo(200);
        assertThat(send("inventory").status()).isEqualTo(200);
        assertThat(client.get("/client/inventory", "Authorization", othersToken).status())
                .isEqualTo(503);
        assertThat(client.get("/client/inventory", "Authorization", othersToken).status())
                .isEqualTo(502);
        assertThat(Rows.elements(tallies().required("faults"))
                        .map(fault -> fault.required("matched").intValue()))
                .containsExactly(2, 2);
    }

    @Test
    void a_trigger_for_one_user_is_refused_where_the_user_is_not_yet_known() {
        Answer answer = put(
                "{'trigger':{'on':'authenticate-client','steamId':'" + USER + "'},'fault':{'name':'reset-before'}}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().required("detail").textValue())
                .contains("faults[0].trigger.steamId must be absent when on is authenticate-client")
                .contains("such a request names the user in its body, if at all");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'deposits' | 'reset-before' | callback, authenticate-client",
                "'deposit' | 'reset-befor' | did you mean reset-before? There are latency, error, maintenance, rate-limited, "
                        + "reset-before, lose-answer, cut-answer, html-502",
                "'deposit' | 'drop' | 'drop' is no fault of operations",
                "'callback' | 'lose-answer' | 'lose-answer' is no fault of callbacks",
                "'deposit','status':'HOLD' | 'latency','by':'1s' | known are nth, on, steamId, times",
                "'deposit' | 'latency' | the fault latency needs by",
                "'deposit' | 'latency','by':'11min' | at most",
                "'deposit' | 'error','error':'METHOD_NOT_ALLOWED' | EXTERNAL_ID_EXISTS, MISSING_ITEMS",
                "'deposit' | 'error' | the fault error needs error"
            })
    void what_cannot_be_planned_is_refused_with_what_can(String on, String fault, String said) {
        Answer answer = put("{'trigger':{'on':" + on + "},'fault':{'name':" + fault + "}}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().required("detail").textValue()).contains(said);
        assertThat(tallies().required("faults")).isEmpty();
    }

    @Test
    void requests_that_are_not_known_to_be_the_merchants_own_are_not_counted() {
        plan("{'trigger':{'on':'any-operation','times':'always'},'fault':{'name':'reset-before'}}");

        assertThat(client.get("/client/inventory").status()).isEqualTo(401);
        assertThat(client.get("/client/inventory", "Authorization", token + "x").status())
                .isEqualTo(401);
        assertThat(client.post("/auth/authenticate-client", "{}", "api-key", "ap_0")
                        .status())
                .isEqualTo(401);
        assertThat(client.get("/client/nowhere", "Authorization", token).status())
                .isEqualTo(404);
        assertThat(tallies().at("/faults/0/matched").intValue()).isZero();
    }

    @Test
    void faults_end_with_their_plan_and_with_their_merchant() {
        plan("{'trigger':{'on':'any-operation','times':'always'},'fault':{'name':'maintenance'}}");
        JsonNode struck = merchant;
        live("{}");
        assertThat(send("inventory").status()).as("of another merchant").isEqualTo(200);
        merchant = struck;

        assertThat(send("authenticate-client").status()).isEqualTo(503);
        client.send("DELETE", control("/faults"), null);
        assertThat(send("authenticate-client").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'maintenance'", "'reset-before'", "'lose-answer'", "'cut-answer'", "'html-502'"})
    void of_many_requests_at_once_exactly_as_many_are_struck_as_planned(String fault) throws Exception {
        int all = 200;
        plan("{'trigger':{'on':'inventory','nth':41,'times':50},'fault':{'name':" + fault + "}}");
        byte[] request = new String(request("inventory"), UTF_8)
                .replace("Host: localhost\r\n", "Host: localhost\r\nConnection: close\r\n")
                .getBytes(UTF_8);
        CyclicBarrier together = new CyclicBarrier(all);
        List<Future<RawHttp.Line>> running = new ArrayList<>();
        for (int i = 0; i < all; i++) {
            running.add(threads.submit(() -> {
                together.await();
                return RawHttp.sendUntilEnd(RUNNING.baseUrl(), request);
            }));
        }
        List<RawHttp.Line> lines = new ArrayList<>();
        for (Future<RawHttp.Line> each : running) {
            lines.add(each.get());
        }

        assertThat(lines).hasSize(all);
        assertThat(lines.stream().filter(FaultedRequestTest::isWhole)).hasSize(all - 50);
        assertThat(lines.stream().filter(RawHttp.Line::reset))
                .hasSize(fault.matches("'(reset-before|lose-answer)'") ? 50 : 0);
        assertThat(tallies().at("/faults/0/matched").intValue()).isEqualTo(all);
        assertThat(tallies().at("/faults/0/struck").intValue()).isEqualTo(50);
    }

    private static boolean isWhole(RawHttp.Line line) {
        if (!line.text().startsWith("HTTP/1.1 200")) {
            return false;
        }
        int length = Integer.parseInt(line.text().replaceFirst("(?s).*?Content-Length: (\\d+).*", "$1"));
        return line.text().split("\r\n\r\n", 2)[1].length() == length;
    }
}
