package io.github.assetpaysim.simulator.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.RawReceiver;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import java.net.URLEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Text from outside is only ever text, in each view. */
class HostileTextInBrowserTest {
    private static final String MARKUP = "<img src=x onerror=document.title='owned'>";
    private static final String ENCODED = URLEncoder.encode(MARKUP, UTF_8).replace("+", "%20");
    private static final String STEAM_ID = "76561198012345678";

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    @RegisterExtension
    final Browser browser = new Browser();

    private final TestClient client = RUNNING.client();

    /** Shows a view; what was to be markup would have been an element in the one before. */
    private Region open(JsonNode merchant, String view, String title) {
        assertThat(browser.value("document.querySelectorAll('img[src=x], [onerror]').length"))
                .isEqualTo(0L);
        browser.open(
                RUNNING.baseUrl().resolve("/_sim/#/m/" + merchant.required("id").textValue() + "/" + view));
        browser.retrying("show " + view, () -> assertThat(browser.title()).startsWith(title));
        return browser;
    }

    @Test
    void whoever_sends_it_and_wherever_it_is_shown() {
        try (RawReceiver receiver = RawReceiver.answering("HTTP/1.1 500 " + MARKUP + "\r\nX-Its: " + MARKUP
                + "\r\nContent-Length: " + MARKUP.length() + "\r\nConnection: close\r\n\r\n" + MARKUP)) {
            JsonNode merchant = client.merchant("{\"callbackUrl\":\"" + receiver.url() + "\",\"retry\":\"10s\"}");
            String path = TestClient.path(merchant);
            client.put(
                    path + "/faults",
                    "{\"faults\":[{\"trigger\":{\"on\":\"callback\",\"externalId\":\"" + MARKUP
                            + "\"},\"fault\":{\"name\":\"drop\"}}]}");
            String token = client.token(merchant, STEAM_ID);
            JsonNode item = client.depositable(token, "252490").get(0);
            String name = item.required("marketHashName").textValue();
            client.deposit(token, item, ",\"externalId\":\"" + MARKUP + "1\"");
            client.get("/client/trades?game=" + ENCODED, "Authorization", token, "X-Its", MARKUP);
            String trade =
                    client.get(path + "/trades").json().at("/trades/0/id").textValue();
            String callback =
                    client.get(path + "/callbacks").json().at("/callbacks/0/id").textValue();
            String request = client.get(path + "/requests?limit=1")
                    .json()
                    .at("/requests/0/id")
                    .textValue();

            open(merchant, "trades?q=" + ENCODED, "Trades").see(STEAM_ID);
            open(merchant, "trades/" + trade, "Trade ").see(MARKUP + "1", name);
            open(merchant, "callbacks", "Callbacks").see("500");
            open(merchant, "callbacks/" + callback, "Callback").see(MARKUP, name);
            open(merchant, "requests?q=" + ENCODED, "Requests").see("1 of");
            open(merchant, "requests/" + request, "Request").see(MARKUP);
            open(merchant, "time", "Time").see("Advance");
            open(merchant, "faults", "Break something").see(MARKUP);
            open(merchant, "play?game=252490&trade=" + trade, "Play a user").see(MARKUP);
            open(merchant, "merchant", "Merchant").see("500");
            browser.open(RUNNING.baseUrl().resolve("/_sim/#/m/" + ENCODED + "/trades"));
            browser.expectComplaint("404");
            browser.see("There is no merchant “" + MARKUP + "”");
            assertThat(browser.value("document.querySelectorAll('img[src=x], [onerror]').length"))
                    .isEqualTo(0L);
            assertThat(browser.title()).doesNotStartWith("owned");
        }
    }
}
