package io.github.assetpaysim.simulator.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.callback.Delivery;
import io.github.assetpaysim.simulator.support.RawReceiver;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.trade.Trade;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a merchant answers to the callback that asks for its approval, over real connections, and what becomes of the withdrawal. */
@Timeout(60)
class GateTest {
    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private static final String BOUGHT = "INITIATED PT0S, ACTIVE PT0S, HOLD PT35S, COMPLETED PT168H35S";

    /** A merchant that answers gates so, one after another, and the last so ever after; all else with 200. */
    private static RawReceiver answering(List<String> answers) {
        Iterator<String> left = answers.iterator();
        String last = answers.get(answers.size() - 1);
        return RawReceiver.doing(line -> {
            boolean gate = line.request().contains("\"event\":\"INITIATED\"");
            answer(line, !gate ? "200" : left.hasNext() ? left.next() : last);
        });
    }

    private static void answer(RawReceiver.Line line, String answer) throws IOException {
        switch (answer) {
            case "hangs" -> line.awaitHangUp();
            case "closes" -> line.endOutput();
            case "resets" -> line.reset();
            case "200 endless" -> {
                line.write(head("200", "Content-Length: 5") + "ha");
                line.awaitHangUp();
            }
            case "200 body" -> line.write(head("200", "Content-Length: 5") + "no :(");
            case "200 chunks" -> line.write(head("200", "Transfer-Encoding: chunked") + "2\r\n{}\r\n0\r\n\r\n");
            case "302" -> line.write(head("302", "Location: /\r\nContent-Length: 0"));
            default -> line.write(head(answer, "Content-Length: 0"));
        }
    }

    private static String head(String status, String headers) {
        return "HTTP/1.1 " + status + " X\r\nConnection: close\r\n" + headers + "\r\n\r\n";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200          |     | 1 | PT0S
            200 body     |     | 1 | PT0S
            200 chunks   |     | 1 | PT0S
            201          | 2xx | 1 | PT0S
            204          | 2xx | 1 | PT0S
            500, 200     |     | 2 | PT10S
            201, 200     |     | 2 | PT10S
            204, 302, 200 |    | 3 | PT40S
            408, 429, 200 |    | 3 | PT40S
            503, hangs, 200 |  | 3 | PT40S
            closes, resets, 200 || 3 | PT40S
            200 endless, 200 | | 2 | PT10S
            """)
    void so_it_approves(String answers, String success, int attempts, String after) {
        try (RawReceiver receiver = answering(List.of(answers.split(", ")))) {
            Shop shop = new Shop(RUNNING, receiver.url(), members("2s", success));
            Trade trade = shop.withdraw();
            assertThat(trade.awaitsVerdict() ? shop.isReserved(trade) : shop.isBought(trade))
                    .isTrue();
            shop.advance("2min");

            assertThat(shop.story(trade))
                    .isEqualTo(
                            "INITIATED PT0S, ACTIVE %s, HOLD %s",
                            after, Duration.parse(after).plusSeconds(35));
            assertThat(shop.gate(trade).attempts()).hasSize(attempts);
            assertThat(shop.gate(trade).state()).isEqualTo(Delivery.State.DELIVERED);
            assertThat(shop.why(trade)).isEmpty();
            assertThat(shop.isBought(trade)).isTrue();
        }
    }

    private static String members(String timeout, String success) {
        return ",\"callbackTimeout\":\"" + timeout + "\""
                + (success == null ? "" : ",\"assumptions\":{\"callbackSuccess\":\"" + success + "\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400         |     | standard | 1 | PT0S  | rejected: 400
            401         |     | standard | 1 | PT0S  | rejected: 401
            402         |     | standard | 1 | PT0S  | rejected: 402
            404         |     | standard | 1 | PT0S  | rejected: 404
            499         | 2xx | standard | 1 | PT0S  | rejected: 499
            500, 402    |     | standard | 2 | PT10S | rejected: 402
            201         |     | standard | 3 | PT40S | rejected: no verdict in 3 attempts
            204         |     | standard | 3 | PT40S | rejected: no verdict in 3 attempts
            302         | 2xx | standard | 3 | PT40S | rejected: no verdict in 3 attempts
            408         | 2xx | standard | 3 | PT40S | rejected: no verdict in 3 attempts
            429         |     | standard | 3 | PT40S | rejected: no verdict in 3 attempts
            500         |     | standard | 3 | PT40S | rejected: no verdict in 3 attempts
            503         |     | standard | 3 | PT40S | rejected: no verdict in 3 attempts
            hangs       |     | standard | 3 | PT40S | rejected: no verdict in 3 attempts
            closes      |     | standard | 3 | PT40S | rejected: no verdict in 3 attempts
            resets      |     | standard | 3 | PT40S | rejected: no verdict in 3 attempts
            200 endless |     | standard | 3 | PT40S | rejected: no verdict in 3 attempts
            500         |     | 1s,2s,3s,4s | 3 | PT3S | rejected: no verdict in 3 attempts
            500         |     | 1s       | 2 | PT1S  | rejected: no verdict in 2 attempts
            500         |     | none     | 1 | PT0S  | rejected: no verdict in 1 attempt
            """)
    void so_it_does_not(String answers, String success, String retry, int attempts, String after, String why) {
        try (RawReceiver receiver = answering(List.of(answers.split(", ")))) {
            boolean hangs = answers.equals("hangs") || answers.equals("200 endless");
            Shop shop = new Shop(RUNNING, receiver.url(), members(hangs ? "300ms" : "15s", success));
            if (!retry.equals("standard")) {
                shop.handle.set("retry", retry);
            }
            assertRefused(shop, shop.withdraw(), attempts, after, why);
        }
    }

    /** It was canceled and announced so, nothing was bought, nothing is owed, and nothing happens any more. */
    private static void assertRefused(Shop shop, Trade trade, int attempts, String after, String why) {
        shop.advance("P30D");
        assertThat(shop.story(trade)).isEqualTo("INITIATED PT0S, CANCELED " + after);
        assertThat(shop.gate(trade).attempts()).hasSize(attempts);
        assertThat(shop.why(trade)).isEqualTo(why);
        assertThat(shop.now(trade).approved()).isFalse();
        assertThat(shop.isGivenBack(trade)).isTrue();
        assertThat(shop.merchant.timeline().pending()).isZero();
    }

    @Test
    void where_nobody_listens_it_is_rejected_after_three_attempts() throws IOException {
        Shop shop = new Shop(RUNNING, RawReceiver.nobody(), "");
        assertRefused(shop, shop.withdraw(), 3, "PT40S", "rejected: no verdict in 3 attempts");
    }

    @Test
    void without_a_callback_url_it_is_rejected_at_once() {
        Shop shop = new Shop(RUNNING, null, "");
        Trade trade = shop.withdraw();
        assertThat(trade.awaitsVerdict() || shop.isGivenBack(trade)).isTrue();
        assertRefused(shop, trade, 0, "PT0S", "rejected: no callback was sent");
    }

    @Test
    void when_the_url_is_taken_away_meanwhile_it_is_rejected_as_the_next_attempt_is_due() {
        try (Receiver receiver = Receiver.answering(callback -> 500)) {
            Shop shop = new Shop(RUNNING, receiver.url(), "");
            Trade trade = shop.withdraw();
            shop.advance("9s");
            shop.client.patch("/_sim/merchants/" + shop.handle.id(), "{\"callbackUrl\":null}");
            assertThat(shop.isReserved(trade)).isTrue();

            assertRefused(shop, trade, 1, "PT10S", "rejected: no verdict in 1 attempt");
        }
    }

    @Test
    void a_merchant_is_told_of_the_rejection_and_what_it_refused_can_be_bought_by_another() {
        try (Receiver receiver = Receiver.answering(callback ->
                callback.trade().required("clientSteamID").textValue().equals(Shop.ALICE) ? 402 : 200)) {
            Shop shop = new Shop(RUNNING, receiver.url(), "");
            Trade refused = shop.withdraw();
            shop.advance("0s");
            assertThat(receiver.events()).containsExactly("INITIATED", "CANCELED");
            assertThat(receiver.got().get(1).trade().required("type").textValue())
                    .isEqualTo("WITHDRAW");

            Trade bought = shop.withdraw(Shop.BOB, "730");
            shop.advance("P8D");
            assertThat(bought.items()).isEqualTo(refused.items());
            assertThat(shop.story(bought)).isEqualTo(BOUGHT);
            assertThat(shop.isBought(bought)).isTrue();
        }
    }
}
