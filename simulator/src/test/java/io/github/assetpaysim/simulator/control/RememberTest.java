package io.github.assetpaysim.simulator.control;

import static io.github.assetpaysim.simulator.support.Refusals.assertProblem;
import static io.github.assetpaysim.simulator.support.Refusals.assertRefused;
import static io.github.assetpaysim.simulator.support.TestClient.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.SimulatedMerchant;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A merchant that remembers little: what is dropped, what is not, and who is told. */
class RememberTest {
    private static final int REMEMBERED = 3;
    private static final int DROPPED = 2;

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private final TestClient client = RUNNING.client();
    private final Receiver receiver = Receiver.good();
    private final JsonNode merchant =
            client.merchant("{\"remember\":" + REMEMBERED + ",\"callbackUrl\":\"" + receiver.url() + "\"}");
    private final Buyer buyer = Buyer.of(client, merchant);
    private final List<String> over = new ArrayList<>();
    private JsonNode listings;
    private String open;

    /** One withdrawal stays open, and of as many that are over as are remembered and some more, the first end first. */
    @BeforeEach
    void trades_end() {
        listings = buyer.listings("730");
        open = buyer.buy(listings.get(0), ",\"externalId\":\"open\"")
                .data()
                .required("id")
                .textValue();
        client.advance(merchant, "0s");
        for (int i = 1; i <= REMEMBERED + DROPPED; i++) {
            String id = buyer.buy(listings.get(i), ",\"externalId\":\"order-" + i + "\"")
                    .data()
                    .required("id")
                    .textValue();
            client.advance(merchant, "0s");
            event(id, i % 2 == 0 ? "complete" : "cancel");
            client.advance(merchant, "0s");
            over.add(id);
        }
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private Answer event(String id, String event) {
        return client.post(path(merchant) + "/trades/" + id + "/events", "{\"event\":\"" + event + "\"}");
    }

    private static List<String> texts(JsonNode array, String member) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(each -> each.required(member).textValue())
                .toList();
    }

    @Test
    void of_the_trades_that_are_over_the_latest_are_remembered_and_open_ones_all() {
        JsonNode listed = client.get(path(merchant) + "/trades").json();

        List<String> expected = new ArrayList<>(over.subList(DROPPED, over.size()));
        expected.add(0, open);
        assertThat(texts(listed.required("trades"), "id")).isEqualTo(expected);
        assertThat(listed.required("dropped").intValue()).isEqualTo(DROPPED);
        JsonNode history =
                client.get("/client/trades", "Authorization", buyer.token()).data();
        assertThat(history.required("count").intValue()).isEqualTo(1 + REMEMBERED);
        assertThat(texts(history.required("trades"), "id")).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void who_asks_for_a_trade_that_was_dropped_is_told_so() {
        String gone = over.get(0);
        String detail =
                "there is no trade '" + gone + "'; it may be one of the " + DROPPED + " oldest, which were dropped";

        assertProblem(client.get(path(merchant) + "/trades/" + gone), 404, detail);
        assertProblem(event(gone, "revert"), 404, detail);
        assertProblem(client.get(path(merchant) + "/trades/" + gone + "/await?status=HOLD"), 404, detail);
        assertProblem(client.get(path(merchant) + "/callbacks/await?tradeId=" + gone), 404, detail);
        SimulatedMerchant handle =
                RUNNING.simulator().merchant(merchant.required("id").textValue());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> handle.trade(gone))
                .withMessageEndingWith(", and 2 that were over and have been dropped");
    }

    @Test
    void external_ids_stay_used_and_new_trades_have_new_ids() {
        JsonNode next = buyer.listings("730").get(20);
        for (String externalId : List.of("open", "order-1", "order-" + (REMEMBERED + DROPPED))) {
            assertRefused(buyer.buy(next, ",\"externalId\":\"" + externalId + "\""), 409, 1, "EXTERNAL_ID_EXISTS", "");
        }

        assertThat(buyer.buy(next, ",\"externalId\":\"new\"")
                        .data()
                        .required("id")
                        .textValue())
                .isNotIn(over)
                .isNotEqualTo(open);
    }

    @Test
    void what_was_bought_and_paid_stays_so_when_the_trade_is_forgotten() {
        BigDecimal paid = Stream.of(0, 2, 4)
                .map(each -> listings.get(each).at("/offer/price").decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);

        JsonNode balance = client.get(path(merchant) + "/balance").json();
        assertThat(new BigDecimal(balance.required("available").asText()))
                .isEqualByComparingTo(BigDecimal.valueOf(10_000).subtract(paid));
        assertRefused(buyer.buy(listings.get(2), ""), 400, 9, "ITEMS_UNAVAILABLE", "");
        assertThat(buyer.buy(listings.get(1), "").status())
                .as("of one that was cancelled")
                .isEqualTo(200);
    }

    @Test
    void callbacks_that_are_over_are_dropped_too_and_a_resend_of_one_is_told_so() {
        JsonNode listed = client.get(path(merchant) + "/callbacks").json();
        int dropped = listed.required("dropped").intValue();

        assertThat(listed.required("callbacks")).hasSize(REMEMBERED);
        assertThat(dropped).isEqualTo(receiver.got().size() - REMEMBERED).isPositive();
        JsonNode kept = listed.at("/callbacks/0");
        String id = kept.required("id").textValue();
        client.post(path(merchant) + "/callbacks/" + id + "/resend", "{}");
        event(open, "complete");
        client.advance(merchant, "0s");

        int more = client.get(path(merchant) + "/callbacks")
                .json()
                .required("dropped")
                .intValue();
        assertThat(more).isGreaterThan(dropped);
        String detail =
                "there is no callback '" + id + "'; it may be one of the " + more + " oldest, which were dropped";
        assertProblem(client.post(path(merchant) + "/callbacks/" + id + "/resend", "{}"), 404, detail);
        assertProblem(client.get(path(merchant) + "/callbacks/" + id), 404, detail);
    }

    @Test
    void callbacks_that_are_not_over_are_never_dropped() {
        client.patch(path(merchant), "{\"callbackUrl\":\"http://127.0.0.1:1/\",\"retry\":\"1h\"}");
        event(open, "complete");
        client.advance(merchant, "0s");

        List<String> states =
                texts(client.get(path(merchant) + "/callbacks").json().required("callbacks"), "state");
        assertThat(states).filteredOn("RETRYING"::equals).hasSizeGreaterThanOrEqualTo(2);
        assertThat(states).hasSizeLessThanOrEqualTo(REMEMBERED + 5);
    }

    @Test
    void requests_are_dropped_and_counted() {
        client.send("DELETE", path(merchant) + "/requests", null);
        IntStream.range(0, REMEMBERED + DROPPED)
                .forEach(i -> client.get("/client/trades?page=" + (i + 1), "Authorization", buyer.token()));

        JsonNode requests = client.get(path(merchant) + "/requests").json();

        assertThat(texts(requests.required("requests"), "query")).containsExactly("page=3", "page=4", "page=5");
        assertThat(requests.required("dropped").intValue()).isEqualTo(DROPPED);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"0", "-1", "1000001", "\"many\""})
    void a_bound_that_is_none_is_refused(String value) {
        assertProblem(
                client.post("/_sim/merchants", "{\"remember\":" + value + "}"),
                400,
                "remember: '" + value.replace("\"", "")
                        + "' is not allowed; expected a whole number from 1 to 1000000");
    }
}
