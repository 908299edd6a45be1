package io.github.assetpaysim.simulator.endpoint;

import static io.github.assetpaysim.simulator.support.Refusals.UUID;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.support.RawHttp;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that end the connection, before the request is done or after. */
class BrokenAnswersTest extends FaultedRequests {
    @ParameterizedTest
    @MethodSource("operations")
    void reset_before_resets_the_connection_and_does_nothing(String operation) {
        plan(entry(operation, "'reset-before'"));

        RawHttp.Line line = sendUntilEnd(operation);

        assertThat(line.text()).isEmpty();
        assertThat(line.reset()).isTrue();
        assertThat(trades()).isEmpty();
        awaitLine(logged(operation) + " -> no answer, struck by reset-before \\(.* ms\\)");
        assertThat(send(operation).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void lose_answer_does_everything_and_resets_the_connection(String operation) {
        plan(entry(operation, "'lose-answer'"));

        RawHttp.Line line = sendUntilEnd(operation);

        assertThat(line.text()).isEmpty();
        assertThat(line.reset()).isTrue();
        assertThat(trades()).hasSize(operation.equals("deposit") ? 1 : 0);
        awaitLine(logged(operation) + " -> 200, struck by lose-answer \\(.* ms\\)");
        if (!operation.equals("deposit")) {
            assertThat(send(operation).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"'lose-answer'", "'cut-answer'"})
    void a_client_that_waits_before_it_sends_its_body_is_told_to_go_on(String fault) throws IOException {
        plan(entry("deposit", fault));
        String request = new String(request("deposit"), UTF_8).replaceFirst("\r\n", "\r\nExpect: 100-continue\r\n");
        int body = request.indexOf("\r\n\r\n") + 4;
        try (Socket socket = new Socket("127.0.0.1", RUNNING.baseUrl().getPort())) {
            socket.getOutputStream().write(request.substring(0, body).getBytes(UTF_8));
            byte[] goOn = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(UTF_8);
            assertThat(socket.getInputStream().readNBytes(goOn.length)).isEqualTo(goOn);

            socket.getOutputStream().write(request.substring(body).getBytes(UTF_8));

            assertThat(RawHttp.readUntilEnd(socket).reset()).isEqualTo(fault.equals("'lose-answer'"));
        }
        assertThat(trades()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'lose-answer'", "'cut-answer'"})
    void the_first_callback_of_a_trade_goes_out_although_its_answer_does_not_arrive(String fault) {
        plan(entry("deposit", fault));

        sendUntilEnd("deposit");
        client.advance(merchant, "PT2S");

        assertThat(events()).containsExactly("INITIATED", "PENDING");
    }

    @Test
    void who_repeats_a_deposit_whose_answer_was_lost_learns_that_it_was_done() {
        plan(entry("deposit", "'lose-answer'"));

        sendUntilEnd("deposit");
        Answer repeated = send("deposit");

        assertThat(repeated.status()).isEqualTo(409);
        assertThat(repeated.json().at("/error/key").textValue()).isEqualTo("EXTERNAL_ID_EXISTS");
        assertThat(trades()).hasSize(1);
        client.advance(merchant, "PT0S");
        assertThat(events()).containsExactly("INITIATED");
    }

    @Test
    void who_repeats_a_deposit_that_was_reset_before_makes_the_trade() {
        plan(entry("deposit", "'reset-before'"));

        sendUntilEnd("deposit");

        assertThat(send("deposit").status()).isEqualTo(200);
        assertThat(trades()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void cut_answer_sends_the_head_and_half_of_the_body_and_closes(String operation) {
        plan(entry(operation, "'cut-answer'"));

        RawHttp.Line line = sendUntilEnd(operation);

        String head = line.text().substring(0, line.text().indexOf("\r\n\r\n"));
        String half = line.text().substring(head.length() + 4);
        int length = Integer.parseInt(head.replaceFirst("(?s).*Content-Length: (\\d+).*", "$1"));
        assertThat(line.reset()).isFalse();
        assertThat(head).startsWith("HTTP/1.1 200 OK\r\n").contains("\r\nContent-Type: application/json");
        assertThat(length).isGreaterThan(200);
        assertThat(half).hasSize(length / 2);
        assertThat(trades()).hasSize(operation.equals("deposit") ? 1 : 0);
        awaitLine(logged(operation) + " -> 200, struck by cut-answer \\(.* ms\\)");
        if (operation.equals("inventory")) {
            Answer whole = send(operation);
            assertThat(whole.body()).hasSize(length);
            assertThat(withoutId(half))
                    .isEqualTo(withoutId(new String(whole.body(), ISO_8859_1).substring(0, length / 2)));
        }
    }

    private static String withoutId(String body) {
        return body.replaceFirst(UUID, "");
    }

    @Test
    void an_error_answer_is_lost_and_cut_as_any() {
        plan(
                "{'trigger':{'on':'deposit'},'fault':{'name':'lose-answer'}}",
                "{'trigger':{'on':'deposit','nth':2},'fault':{'name':'cut-answer'}}");
        byte[] bad = RawHttp.post(
                "/client/trading/deposit",
                "{\"items\":[]}".getBytes(UTF_8),
                "Content-Type: application/json",
                "Authorization: " + token);

        RawHttp.Line lost = RawHttp.sendUntilEnd(RUNNING.baseUrl(), bad);
        RawHttp.Line cut = RawHttp.sendUntilEnd(RUNNING.baseUrl(), bad);
        Answer whole = RawHttp.send(RUNNING.baseUrl(), bad);

        assertThat(lost.text()).isEmpty();
        assertThat(lost.reset()).isTrue();
        awaitLine("POST /client/trading/deposit -> 400 MISSING_ITEMS: .*, struck by lose-answer .*");
        assertThat(whole.status()).isEqualTo(400);
        assertThat(cut.reset()).isFalse();
        assertThat(cut.text())
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .containsIgnoringCase("\r\nContent-Length: " + whole.body().length + "\r\n")
                .containsIgnoringCase("\r\nAccess-Control-Allow-Origin: *\r\n");
        assertThat(cut.text().split("\r\n\r\n", 2)[1]).hasSize(whole.body().length / 2);
    }

    @Test
    void a_head_request_is_struck_as_a_get() {
        byte[] head =
                new String(request("inventory"), UTF_8).replace("GET", "HEAD").getBytes(UTF_8);
        plan(
                entry("inventory", "'cut-answer'"),
                "{'trigger':{'on':'inventory','nth':2},'fault':{'name':'lose-answer'}}");

        RawHttp.Line cut = RawHttp.sendUntilEnd(RUNNING.baseUrl(), head);
        RawHttp.Line lost = RawHttp.sendUntilEnd(RUNNING.baseUrl(), head);

        assertThat(cut.reset()).isFalse();
        assertThat(cut.text()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n");
        assertThat(lost.text()).isEmpty();
        assertThat(lost.reset()).isTrue();
    }

    @Test
    void a_client_that_is_still_sending_is_reset_at_once() throws IOException {
        plan(entry("deposit", "'reset-before'"));
        String begun = "POST /client/trading/deposit HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Authorization: " + token + "\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n";

        RawHttp.Line line = RawHttp.sendUntilEnd(RUNNING.baseUrl(), begun.getBytes(UTF_8));

        assertThat(line.text()).isEmpty();
        assertThat(line.reset()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset-before", "lose-answer", "cut-answer"})
    void of_requests_in_a_row_the_earlier_are_answered_and_the_later_dropped(String fault) {
        plan("{'trigger':{'on':'inventory','nth':2},'fault':{'name':'" + fault + "'}}");
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        row.writeBytes(request("inventory"));
        row.writeBytes(request("inventory"));
        row.writeBytes(request("deposit"));

        RawHttp.Line line = RawHttp.sendUntilEnd(RUNNING.baseUrl(), row.toByteArray());

        String[] answers = line.text().split("(?=HTTP/1.1 )");
        int length = Integer.parseInt(answers[0].replaceFirst("(?s).*Content-Length: (\\d+).*", "$1"));
        assertThat(answers).hasSize(fault.equals("cut-answer") ? 2 : 1);
        assertThat(answers[0].split("\r\n\r\n", 2)[1]).hasSize(length);
        assertThat(line.reset()).isEqualTo(!fault.equals("cut-answer"));
        assertThat(trades()).isEmpty();
        assertThat(tallies().at("/faults/0/matched").intValue()).isEqualTo(2);
    }

    @Test
    void other_connections_are_not_touched() throws IOException {
        plan("{'trigger':{'on':'inventory','nth':3,'times':20},'fault':{'name':'reset-before'}}");
        try (Socket kept = new Socket("127.0.0.1", RUNNING.baseUrl().getPort());
                Socket other = new Socket("127.0.0.1", RUNNING.baseUrl().getPort())) {
            InputStream keptIn = new BufferedInputStream(kept.getInputStream());
            InputStream otherIn = new BufferedInputStream(other.getInputStream());
            kept.getOutputStream().write(request("inventory"));
            assertThat(RawHttp.read(keptIn, false).status()).isEqualTo(200);
            other.getOutputStream().write(request("inventory"));
            assertThat(RawHttp.read(otherIn, false).status()).isEqualTo(200);

            for (int i = 0; i < 20; i++) {
                assertThat(sendUntilEnd("inventory").reset()).isTrue();
            }

            for (int i = 0; i < 3; i++) {
                kept.getOutputStream().write(request("inventory"));
                assertThat(RawHttp.read(keptIn, false).status()).isEqualTo(200);
            }
            other.getOutputStream().write(request("deposit"));
            assertThat(RawHttp.read(otherIn, false).status()).isEqualTo(200);
        }
    }
}
