package io.github.assetpaysim.simulator.endpoint;

import static io.github.assetpaysim.simulator.support.Refusals.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.RawHttp;
import io.github.assetpaysim.simulator.support.Rows;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults whose answers come from elsewhere than the operation. */
class ForeignAnswersTest extends FaultedRequests {
    @ParameterizedTest
    @MethodSource("operations")
    void html_502_answers_with_a_page_and_does_nothing(String operation) throws IOException {
        plan(entry(operation, "'html-502'"));
        try (Socket socket = new Socket("127.0.0.1", RUNNING.baseUrl().getPort())) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            socket.getOutputStream().write(request(operation));
            Answer answer = RawHttp.read(in, false);

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.header("Content-Type")).isEqualTo("text/html");
            assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("Access-Control"));
            assertThat(new String(answer.body(), UTF_8)).isEqualTo("""
                            <html>
                            <head><title>502 Bad Gateway</title></head>
                            <body>
                            <h1>502 Bad Gateway</h1>
                            <p>The server behind this proxy gave no answer that can be passed on.</p>
                            </body>
                            </html>
                            """);
            assertThat(trades()).isEmpty();
            awaitLine(logged(operation) + " -> 502, struck by html-502 \\(.* ms\\)");

            socket.getOutputStream().write(request(operation));
            assertThat(RawHttp.read(in, false).status())
                    .as("on the same connection")
                    .isEqualTo(200);
        }
    }

    static Stream<Arguments> errors() {
        return Rows.of("errors/co-errors.json").stream()
                .filter(row -> !row.has("when"))
                .flatMap(row -> OPERATIONS.stream().map(operation -> arguments(operation, row)));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void every_error_of_the_table_can_be_planned(String operation, JsonNode row) {
        plan(entry(operation, "'error','error':'" + row.required("key").textValue() + "'"));

        Answer answer = send(operation);

        assertRefused(
                answer,
                row.required("http").intValue(),
                row.required("code").intValue(),
                row.required("key").textValue(),
                "planned");
        assertThat(answer.header("Access-Control-Allow-Origin"))
                .isEqualTo(operation.equals("authenticate-client") ? null : "*");
        assertThat(trades()).isEmpty();
        assertThat(send(operation).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'rate-limited' | 429 | RATE_LIMITED | 1",
                "'rate-limited','retryAfter':'90s' | 429 | RATE_LIMITED | 90",
                "'rate-limited','retryAfter':'1500ms' | 429 | RATE_LIMITED | 2",
                "'error','error':'RATE_LIMITED' | 429 | RATE_LIMITED | 1",
                "'maintenance' | 503 | SYSTEM_MAINTENANCE | "
            })
    void a_refusal_tells_when_to_try_again(String fault, int status, String key, String retryAfter) {
        plan(entry("any-operation", fault));

        Answer answer = send("inventory");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().at("/error/key").textValue()).isEqualTo(key);
        assertThat(answer.header("Retry-After")).isEqualTo(retryAfter);
        assertThat(answer.header("Access-Control-Expose-Headers")).isEqualTo("Retry-After");
    }

    @Test
    void what_faults_refuse_does_not_count_against_the_rate_limits() {
        live("{\"rateLimits\":\"unverified\"}");
        plan("{'trigger':{'on':'deposit','times':20},'fault':{'name':'maintenance'}}");

        for (int i = 0; i < 20; i++) {
            assertThat(send("deposit").status()).isEqualTo(503);
        }
        assertThat(IntStream.range(0, 6).mapToObj(i -> send("deposit").status()))
                .containsExactly(200, 409, 409, 409, 409, 429);
    }
}
