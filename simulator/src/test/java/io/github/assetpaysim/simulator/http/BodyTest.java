package io.github.assetpaysim.simulator.http;

import static io.github.assetpaysim.simulator.support.Refusals.assertRefused;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.support.RawHttp;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
    private static final String AUTHENTICATE = "/auth/authenticate-client";
    private static final String GOOD = "{\"clientSteamId\":\"76561198012345678\",\"clientTradeUrl\":"
            + "\"https://steamcommunity.com/tradeoffer/new/?partner=12345678&token=AbCdEfGh\"}";

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private static String apiKey;

    @BeforeAll
    static void start() {
        apiKey = "api-key: "
                + RUNNING.simulator().defaultMerchant().credentials().apiKey();
    }

    @Test
    void a_body_of_one_MiB_is_read_and_one_byte_more_is_413() {
        Answer most = post(padded(1 << 20), apiKey, "Content-Type: application/json");
        Answer more = post(padded((1 << 20) + 1), apiKey, "Content-Type: application/json");

        assertThat(most.status()).isEqualTo(200);
        assertRefused(more, 413, 1001, "the body is larger than 1 MiB");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 9})
    void a_413_can_be_read_although_many_MiB_were_sent(int mebibytes) {
        Answer answer = post(padded(mebibytes << 20), apiKey, "Content-Type: application/json");

        assertRefused(answer, 413, 1001, "the body is larger than 1 MiB");
    }

    @Test
    void a_413_can_be_read_although_3_MiB_were_sent_in_chunks() {
        byte[] chunk = padded(1 << 20);
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(("POST " + AUTHENTICATE + " HTTP/1.1\r\nHost: localhost\r\n" + apiKey
                        + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
                .getBytes(ISO_8859_1));
        for (int i = 0; i < 3; i++) {
            request.writeBytes((Integer.toHexString(chunk.length) + "\r\n").getBytes(ISO_8859_1));
            request.writeBytes(chunk);
            request.writeBytes("\r\n".getBytes(ISO_8859_1));
        }
        request.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));

        Answer answer = RawHttp.send(RUNNING.baseUrl(), request.toByteArray());

        assertRefused(answer, 413, 1001, "the body is larger than 1 MiB");
    }

    @Test
    void a_401_a_404_and_a_415_can_be_read_although_the_body_was_not() {
        byte[] body = padded(3 << 20);

        assertRefused(post(body, "api-key: wrong", "Content-Type: application/json"), 401, 1401, "no known API key");
        assertRefused(post(body, apiKey, "Content-Type: text/plain"), 415, 1001, "not text/plain");
        assertRefused(RawHttp.send(RUNNING.baseUrl(), RawHttp.post("/nowhere", body)), 404, 1004, "no POST /nowhere");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "APPLICATION/JSON", "application/json; charset=utf-8", "application/json;x"})
    void JSON_is_taken_by_its_type_whatever_the_parameters(String type) {
        assertThat(post(GOOD.getBytes(UTF_8), apiKey, "Content-Type: " + type).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/json",
                "application/x-www-form-urlencoded",
                "application/jsonp",
                "application/problem+json",
                "x"
            })
    void any_other_type_is_415_and_the_answer_names_the_right_one(String type) {
        Answer answer = post(GOOD.getBytes(UTF_8), apiKey, "Content-Type: " + type);

        assertRefused(answer, 415, 1001, "send the body with Content-Type: application/json, not " + type);
    }

    @Test
    void no_type_and_a_compressed_body_are_415() {
        assertRefused(post(GOOD.getBytes(UTF_8), apiKey), 415, 1001, "Content-Type: application/json");
        assertRefused(
                post(GOOD.getBytes(UTF_8), apiKey, "Content-Type: application/json", "Content-Encoding: gzip"),
                415,
                1001,
                "without Content-Encoding");
    }

    @Test
    void an_empty_and_a_broken_body_say_what_is_wrong_with_them() {
        String json = "Content-Type: application/json";

        assertRefused(post(new byte[0], apiKey, json), 400, 1001, "the body is empty; expected a JSON object");
        assertRefused(post("{\"a\":".getBytes(UTF_8), apiKey, json), 400, 1001, "line 1, column");
        assertRefused(post(new byte[] {(byte) 0xC3, '('}, apiKey, json), 400, 1001, "not UTF-8 text");
        assertRefused(post("{\"clientSteamId\":1e99999999999}".getBytes(UTF_8), apiKey, json), 400, 1001, "exponent");
    }

    private static byte[] padded(int length) {
        byte[] body = new byte[length];
        Arrays.fill(body, (byte) ' ');
        byte[] good = GOOD.getBytes(UTF_8);
        System.arraycopy(good, 0, body, 0, good.length);
        return body;
    }

    private static Answer post(byte[] body, String... headers) {
        return RawHttp.send(RUNNING.baseUrl(), RawHttp.post(AUTHENTICATE, body, headers));
    }
}
