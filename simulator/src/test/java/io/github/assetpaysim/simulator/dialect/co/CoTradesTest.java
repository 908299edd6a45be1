package io.github.assetpaysim.simulator.dialect.co;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.Receiver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The history of a user's trades. */
class CoTradesTest extends CoCalls {
    private static final String OTHER = "76561198012345679";
    private static final Receiver RECEIVER = Receiver.good();

    private String token;

    @AfterAll
    static void stop() {
        RECEIVER.close();
    }

    @BeforeEach
    void a_user() {
        merchant = client.merchant(
                quoted("{'callbackUrl':'" + RECEIVER.url() + "','assumptions':{'openDepositLimit':100}}"));
        token = client.token(merchant, USER);
    }

    private JsonNode history(String query) {
        return client.get("/client/trades?" + query, "Authorization", token).data();
    }

    private List<JsonNode> trades(String query) {
        return list(history(query).required("trades"));
    }

    private JsonNode deposited(String game) {
        return client.deposit(token, client.depositable(token, game).get(0), "").data();
    }

    private JsonNode withdrawn(String game) {
        return client.withdrawal(token, game, 0);
    }

    private static List<String> ids(List<JsonNode> trades) {
        return trades.stream().map(trade -> trade.required("id").textValue()).toList();
    }

    @Test
    void trades_of_both_kinds_are_listed_as_they_were_answered_the_newest_first() {
        List<JsonNode> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            made.add(0, deposited("730"));
            client.advance(merchant, "1ms");
            made.add(0, withdrawn("730"));
            client.advance(merchant, "1ms");
        }

        JsonNode data = history("");

        assertThat(data.fieldNames()).toIterable().containsExactly("trades", "count");
        assertThat(data.required("count").intValue()).isEqualTo(6);
        assertThat(ids(trades(""))).isEqualTo(ids(made));
        assertThat(trades("type=DEPOSIT"))
                .filteredOn(trade -> trade.required("status").asText().equals("INITIATED"))
                .containsExactlyElementsOf(made.stream()
                        .filter(trade -> trade.required("type").asText().equals("DEPOSIT"))
                        .toList());
        assertThat(ids(trades("type=WITHDRAW")))
                .containsExactly(ids(made).get(0), ids(made).get(2), ids(made).get(4));
        assertThat(history("type=WITHDRAW").required("count").intValue()).isEqualTo(3);
    }

    @Test
    void ten_are_on_a_page_unless_a_limit_is_asked_for_and_pages_make_the_whole() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            // At the same instant: ids decide about the order.
            made.add(deposited("730").required("id").textValue());
        }
        Collections.sort(made, Comparator.reverseOrder());

        assertThat(ids(trades(""))).isEqualTo(made.subList(0, 10));
        assertThat(ids(trades("page=2"))).isEqualTo(made.subList(10, 13));
        assertThat(ids(trades("limit=4&page=3"))).isEqualTo(made.subList(8, 12));
        assertThat(ids(trades("limit=100"))).isEqualTo(made);
        assertThat(trades("page=2147483647&limit=100")).isEmpty();
        assertThat(history("page=9").required("count").intValue()).isEqualTo(13);
    }

    @Test
    void trades_of_Rust_of_other_users_and_of_other_merchants_are_not_listed_unless_asked_for() {
        String rust = deposited("252490").required("id").textValue();
        String bought = withdrawn("252490").required("id").textValue();
        String cs2 = deposited("730").required("id").textValue();
        String own = token;
        token = client.token(merchant, OTHER);
        assertThat(trades("")).isEmpty();
        deposited("730");
        token = own;

        assertThat(ids(trades(""))).containsExactly(cs2);
        assertThat(ids(trades("game=252490"))).containsExactlyInAnyOrder(rust, bought);
        token = client.token(client.merchant("{}"), USER);
        assertThat(trades("")).isEmpty();
    }

    @Test
    void a_trade_is_listed_as_it_stands_now() {
        withdrawn("730");
        client.advance(merchant, "1min");

        JsonNode trade = trades("").get(0);

        assertThat(trade.required("status").textValue()).isEqualTo("HOLD");
        assertThat(trade.at("/items/0/purchaseStatus").textValue()).isEqualTo("HOLD");
        client.advance(merchant, "7d");
        assertThat(trades("").get(0).required("status").textValue()).isEqualTo("COMPLETED");
    }
}
