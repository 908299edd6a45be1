package io.github.assetpaysim.simulator.page;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.support.RawReceiver;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.TestClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The list of callbacks, and the view of one. */
class CallbackViewTest {
    private static final String USER = "76561198012345678";

    private static Simulator simulator;
    private static TestClient client;
    private static Receiver receiver;
    private static final AtomicInteger ANSWER = new AtomicInteger(200);

    @RegisterExtension
    final Browser browser = new Browser();

    private JsonNode merchant;

    @BeforeAll
    static void start() {
        simulator = Simulator.start(Settings.STANDARD);
        client = new TestClient(simulator);
        receiver = Receiver.answering(callback -> ANSWER.get());
    }

    @AfterAll
    static void stop() {
        receiver.close();
        simulator.stop();
    }

    @BeforeEach
    void merchant() {
        receiver.clear();
        ANSWER.set(200);
        merchant = client.merchant("{\"callbackUrl\":\"" + receiver.url() + "\",\"retry\":\"10s\"}");
    }

    private void open(String view) {
        browser.open(simulator
                .baseUrl()
                .resolve("/_sim/#/m/" + merchant.required("id").textValue() + "/" + view));
    }

    private List<JsonNode> callbacks() {
        List<JsonNode> all = new ArrayList<>();
        client.get(TestClient.path(merchant) + "/callbacks?details=true")
                .json()
                .required("callbacks")
                .forEach(all::add);
        return all;
    }

    private void openCallback(int number) {
        open("callbacks/" + callbacks().get(number).required("id").textValue());
    }

    @Test
    void the_list_follows_what_comes_and_finds_what_failed() {
        ANSWER.set(500);
        open("callbacks");
        browser.see("No callbacks yet", receiver.url().toString());

        client.trade(client.token(merchant, USER), 0, ",\"externalId\":\"order <b>7</b>\"");
        browser.see("RETRYING", "INITIATED", "500", "in 10 s");
        ANSWER.set(200);
        client.advance(merchant, "2s");
        browser.see("DELIVERED", "PENDING");

        browser.field("State").set("Failed");
        browser.see("1 of 2");
        browser.seeRows(rows -> assertThat(rows).noneMatch(row -> row.contains("PENDING")));
        browser.click("Clear");
        browser.field("Event").set("PENDING");
        browser.seeRows(rows -> assertThat(rows).noneMatch(row -> row.contains("RETRYING")));
        browser.click("Clear");
        browser.field("Search").set("order <b>7");
        browser.see("2 callbacks");
        browser.field("Search").set("nothing such");
        browser.see("No callback matches");
        browser.click("Clear the filters");
        browser.see("2 callbacks");
    }

    @Test
    void all_that_failed_are_resent_at_once_and_the_result_is_told() {
        ANSWER.set(500);
        client.trade(merchant, USER);
        client.advance(merchant, "40s");
        int failed = callbacks().size();
        open("callbacks");
        browser.see("Resend all failed (" + failed + ")");

        receiver.clear();
        ANSWER.set(200);
        browser.click("Resend all failed (" + failed + ")");

        browser.within("Notices").see(failed + " callbacks were resent: " + failed + " delivered, 0 failed again.");
        assertThat(receiver.got()).hasSize(failed);
        assertThat(callbacks())
                .allSatisfy(
                        each -> assertThat(each.required("state").textValue()).isEqualTo("DELIVERED"));
        browser.seeNot("Resend all failed");
    }

    @Test
    void one_is_resent_to_the_merchant_or_elsewhere_and_shows_each_attempt() {
        ANSWER.set(500);
        client.trade(merchant, USER);
        openCallback(0);
        browser.within("Attempts").see("Attempt 1: answered 500", "Next attempt in 10 s");
        browser.within("Attempt 1").see("REFUSED_STATUS", "It was answered completely, but not with success.");

        try (Receiver elsewhere = Receiver.answering(callback -> 202)) {
            browser.field("Another URL").set(elsewhere.url().toString());
            browser.click("Resend there");
            browser.within("Attempt 2").see("POST " + elsewhere.url(), "HTTP 202");
            assertThat(elsewhere.got()).hasSize(1);
        }
        ANSWER.set(200);
        browser.click("Resend");
        browser.within("Attempt 3").see("resent by hand", "HTTP 200");
        browser.see("DELIVERED");
        assertThat(receiver.got().get(1).body()).isEqualTo(receiver.got().get(0).body());

        browser.click("Attempt 1: answered 500");
        browser.within("Attempt 1")
                .see("HTTP 500", new String(receiver.got().get(0).body(), UTF_8).substring(0, 60));
        browser.reload();
        browser.within("Attempt 1").see("HTTP 500");
    }

    @Test
    void whatever_a_merchant_answers_is_only_text() {
        String script = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">";
        String binary = "\0\u0001\u00ff\u00fe<b>";
        for (String body : List.of(script, "<i>0123456789</i> ".repeat(1200), binary)) {
            String answer = "HTTP/1.1 500 X\r\nContent-Type: text/html\r\nX-Evil: <img src=x>\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body;
            try (RawReceiver hostile = RawReceiver.answering(answer)) {
                client.patch(TestClient.path(merchant), "{\"callbackUrl\":\"" + hostile.url() + "\"}");
                client.trade(client.token(merchant, USER), callbacks().size(), "");
                openCallback(callbacks().size() - 1);

                Region shown = browser.within("Answer");
                shown.see("HTTP 500", "<img src=x>", body.equals(binary) ? "<b>" : body.substring(0, 18));
                if (body.equals(binary)) {
                    shown.click("Not UTF-8: its bytes");
                    shown.see("00 01 ff fe 3c 62 3e");
                }
            }
        }
        assertThat(browser.title()).startsWith("Callback ");
        assertThat(browser.value("document.querySelectorAll('main img, main script, main i').length"))
                .isEqualTo(0L);
    }

    @Test
    void the_signature_is_explained_and_so_is_a_key_of_one_s_own() {
        client.trade(merchant, USER);
        openCallback(0);
        Region signature = browser.within("Signature");
        signature.see("verifies", "Expected key");
        browser.within("Callback").see("Signature", "verifies");

        String key = receiver.got().get(0).payload().required("key").textValue();
        signature
                .field("Your key")
                .set(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(key)));
        signature.click("Find the mistake");
        signature.see("does not verify", "Fix:");
        browser.within("Callback").seeNot("does not verify");

        signature.field("The text that you signed").set("{\"clientSteamId\":1}");
        signature.see("The texts part at character 15:");
    }

    @Test
    void a_forged_callback_does_not_verify_and_that_is_as_it_should_be() {
        client.put(
                TestClient.path(merchant) + "/faults",
                "{\"faults\":[{\"trigger\":{\"on\":\"callback\"},\"fault\":{\"name\":\"wrong-secret\"}},"
                        + "{\"trigger\":{\"on\":\"callback\"},\"fault\":{\"name\":\"malformed-json\"}}]}");
        client.trade(merchant, USER);
        client.put(
                TestClient.path(merchant) + "/faults",
                "{\"faults\":[{\"trigger\":{\"on\":\"callback\"},\"fault\":{\"name\":\"wrong-secret\"}}]}");
        client.advance(merchant, "2s");

        // What cannot be read is refused by the control API.
        browser.expectComplaint("explain-callback");
        openCallback(1);
        browser.within("Callback").see("wrong-secret", "The key is made with another secret.", "does not verify");
        browser.within("Signature").see("does not verify", "That is as it should be: wrong-secret");
        openCallback(0);
        browser.within("Callback").see("cannot be read");
        browser.within("Signature")
                .see("this is not well-formed JSON", "That is as it should be: wrong-secret, malformed-json");
    }

    @Tag(Browser.ON_DEMAND)
    @Test
    void a_callback_as_curl_sends_exactly_the_same_bytes() throws IOException, InterruptedException {
        open("callbacks");
        browser.see("No callbacks yet");
        String[] bodies = {
            "{\"a\":\"it's $HOME `id` \\\\ \\\"!!\\\" %s\"}",
            "two\nlines\n",
            "@/etc/passwd",
            "",
            "'",
            "\t\r\n\u0007",
            "\u00ff\u00fe\0bytes",
            "\u00e2\u0098\u0085 in UTF-8",
            "x".repeat(150_000),
        };
        for (String body : bodies) {
            receiver.clear();
            Map<String, String> headers = Map.of("Content-Type", "text/it's", "User-Agent", "me", "X-Empty", "");
            String base64 = Base64.getEncoder().encodeToString(body.getBytes(ISO_8859_1));
            String command = (String) browser.value("import('/_sim/page/parts/curl.js').then(({curl}) => curl('"
                    + receiver.url() + "?a=%5B1-3%5D&b=$HOME(!)', " + StrictJson.MAPPER.writeValueAsString(headers)
                    + ", '" + base64
                    + "'))");

            Process shell = new ProcessBuilder("sh").redirectErrorStream(true).start();
            shell.getOutputStream().write(command.getBytes(UTF_8));
            shell.getOutputStream().close();
            String said = new String(shell.getInputStream().readAllBytes(), UTF_8);
            assertThat(shell.waitFor()).as(said).isZero();
            Receiver.Got got = receiver.got().get(0);
            assertThat(new String(got.body(), ISO_8859_1)).isEqualTo(body);
            assertThat(got.headers())
                    .containsEntry("Content-type", List.of("text/it's"))
                    .containsEntry("User-agent", List.of("me"))
                    .containsEntry("X-empty", List.of(""))
                    .doesNotContainKeys("Accept", "Expect");
        }
    }
}
