package io.github.assetpaysim.simulator.merchant;

import static io.github.assetpaysim.simulator.support.TestClient.path;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.Page;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.Rows;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestUsersTest {
    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private final TestClient client = RUNNING.client();
    private JsonNode merchant;

    @BeforeEach
    void a_merchant_of_its_own() {
        merchant = client.merchant("{}");
    }

    private static List<JsonNode> rows() {
        return Rows.of("test-users.json");
    }

    private static String id(String name) {
        return rows().stream()
                .filter(row -> row.required("name").textValue().equals(name))
                .findFirst()
                .orElseThrow()
                .required("steamId")
                .textValue();
    }

    private Answer inventory(String name, String game) {
        return client.get(
                "/client/inventory?perPage=-1&game=" + game, "Authorization", client.token(merchant, id(name)));
    }

    @Test
    void the_file_the_endpoint_and_the_page_list_the_same_users() throws Exception {
        JsonNode listed = client.get("/_sim/test-users").json().required("testUsers");

        assertThat(Rows.elements(listed).toList()).isEqualTo(rows());
        assertThat(Page.of("docs/test-users.md").linesFrom("| `765611"))
                .containsExactlyElementsOf(rows().stream()
                        .map(row -> "| `" + row.required("steamId").textValue() + "` | `"
                                + row.required("name").textValue() + "` | "
                                + row.required("does").textValue() + " |")
                        .toList());
    }

    @Test
    void their_ids_lie_in_the_reserved_range_and_ids_and_names_are_unique() {
        assertThat(rows())
                .extracting(row -> row.required("steamId").textValue())
                .doesNotHaveDuplicates()
                .isSorted()
                .allMatch(id -> id.matches("765611990000000\\d\\d") && !id.endsWith("00"))
                .first()
                .isEqualTo("76561199000000001");
        assertThat(rows())
                .extracting(row -> row.required("name").textValue())
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z][a-z0-9]*(-[a-z]+)*"));
    }

    /** What the merchant's settings say is the contrary, to show who wins. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            accepts-at-once | 730    | decline | INITIATED PT0S, PENDING PT2S, ACTIVE PT2S, HOLD PT2S, COMPLETED PT168H2S
            accepts-at-once | 252490 | decline | INITIATED PT0S, PENDING PT2S, ACTIVE PT2S, COMPLETED PT2S
            declines        | 730    | accept  | INITIATED PT0S, PENDING PT2S, DECLINED PT32S
            never-accepts   | 730    | accept  | INITIATED PT0S, PENDING PT2S, CANCELED PT30M2S
            escrow          | 730    | fail    | INITIATED PT0S, PENDING PT2S, ACTIVE PT32S, ESCROW PT32S, HOLD PT360H32S, COMPLETED PT528H32S
            escrow          | 252490 | fail    | INITIATED PT0S, PENDING PT2S, ACTIVE PT32S, ESCROW PT32S, COMPLETED PT360H32S
            reverts         | 730    | accept  | INITIATED PT0S, PENDING PT2S, ACTIVE PT32S, HOLD PT32S, REVERTED PT24H32S
            offer-fails     | 730    | accept  | INITIATED PT0S, FAILED PT2S
            offer-fails     | 252490 | accept  | INITIATED PT0S, FAILED PT2S
            only-rust       | 252490 | revert  | INITIATED PT0S, PENDING PT2S, ACTIVE PT32S, COMPLETED PT32S
            price-moves     | 730    | decline | INITIATED PT0S, PENDING PT2S, ACTIVE PT32S, HOLD PT32S, COMPLETED PT168H32S
            supplier-fails  | 730    | fail    | INITIATED PT0S, PENDING PT2S, ACTIVE PT32S, HOLD PT32S, COMPLETED PT168H32S
            cs2-banned      | 252490 | decline | INITIATED PT0S, PENDING PT2S, ACTIVE PT32S, COMPLETED PT32S
            rust-banned     | 730    | decline | INITIATED PT0S, PENDING PT2S, ACTIVE PT32S, HOLD PT32S, COMPLETED PT168H32S
            trade-url-unknown | 730  | decline | INITIATED PT0S, PENDING PT2S, ACTIVE PT32S, HOLD PT32S, COMPLETED PT168H32S
            """)
    void each_has_his_story_whatever_the_merchants_settings_say(
            String name, String game, String outcome, String story) {
        try (Receiver receiver = Receiver.good()) {
            merchant = client.merchant(
                    "{\"callbackUrl\":\"" + receiver.url() + "\",\"steam\":{\"outcome\":\"" + outcome + "\"}}");
            String token = client.token(merchant, id(name));
            JsonNode before = inventory(name, game).data();
            JsonNode item = client.depositable(token, game).get(5);
            Answer deposited = client.deposit(token, item, "");
            assertThat(deposited.status()).isEqualTo(200);

            client.advance(merchant, "P30D");

            assertThat(story(receiver)).isEqualTo(story);
            boolean success = story.contains("COMPLETED");
            JsonNode last = receiver.got().get(receiver.got().size() - 1).trade();
            boolean wasOnHold = story.contains("HOLD") || story.contains("COMPLETED");
            assertThat(last.has("preCredit")).isEqualTo(wasOnHold);
            if (wasOnHold) {
                assertThat(money(last, "preCredit").add(money(last, "pendingCredit")))
                        .isEqualByComparingTo(money(last, "totalPrice"));
            }
            if (!success) {
                assertThat(inventory(name, game).data().required("count")).isEqualTo(before.required("count"));
                assertThat(inventory(name, game).data().required("collateral"))
                        .isEqualTo(before.required("collateral"));
            }
        }
    }

    private static String story(Receiver receiver) {
        return receiver.got().stream()
                .map(Receiver.Got::trade)
                .map(trade -> trade.required("status").textValue() + " "
                        + Duration.between(instant(trade, "createdAt"), instant(trade, "updatedAt")))
                .collect(joining(", "));
    }

    private JsonNode market(String token, String game) {
        return client.get("/client/market?perPage=-1&game=" + game, "Authorization", token)
                .data();
    }

    private Answer withdraw(String token, String game) {
        JsonNode item = market(token, game).required("items").get(3);
        return client.post(
                "/client/trading/withdraw",
                "{\"game\":\"" + game + "\",\"items\":[{\"itemId\":" + item.required("id") + ",\"market\":"
                        + item.required("market") + ",\"offer\":{\"price\":" + item.at("/offer/price")
                        + ",\"reference\":" + item.at("/offer/reference") + "}}]}",
                "Authorization",
                token);
    }

    /** The merchant approves all of them; unless the trade succeeds, what was bought is for sale again. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            accepts-at-once | 730    | decline | INITIATED PT0S, ACTIVE PT0S, HOLD PT5S, COMPLETED PT168H5S
            accepts-at-once | 252490 | decline | INITIATED PT0S, ACTIVE PT0S, COMPLETED PT5S
            declines        | 730    | accept  | INITIATED PT0S, ACTIVE PT0S, DECLINED PT35S
            never-accepts   | 252490 | accept  | INITIATED PT0S, ACTIVE PT0S, CANCELED PT30M5S
            escrow          | 730    | fail    | INITIATED PT0S, ACTIVE PT0S, ESCROW PT35S, HOLD PT360H35S, COMPLETED PT528H35S
            escrow          | 252490 | fail    | INITIATED PT0S, ACTIVE PT0S, ESCROW PT35S, COMPLETED PT360H35S
            reverts         | 730    | accept  | INITIATED PT0S, ACTIVE PT0S, HOLD PT35S, REVERTED PT24H35S
            reverts         | 252490 | decline | INITIATED PT0S, ACTIVE PT0S, COMPLETED PT35S
            offer-fails     | 730    | accept  | INITIATED PT0S, ACTIVE PT0S, FAILED PT5S
            supplier-fails  | 730    | accept  | INITIATED PT0S, ACTIVE PT0S, FAILED PT5S
            supplier-fails  | 252490 | accept  | INITIATED PT0S, ACTIVE PT0S, FAILED PT5S
            inventory-private | 730  | decline | INITIATED PT0S, ACTIVE PT0S, HOLD PT35S, COMPLETED PT168H35S
            inventory-unavailable | 252490 | decline | INITIATED PT0S, ACTIVE PT0S, COMPLETED PT35S
            inventory-empty | 730    | decline | INITIATED PT0S, ACTIVE PT0S, HOLD PT35S, COMPLETED PT168H35S
            cs2-banned      | 252490 | decline | INITIATED PT0S, ACTIVE PT0S, COMPLETED PT35S
            rust-banned     | 730    | decline | INITIATED PT0S, ACTIVE PT0S, HOLD PT35S, COMPLETED PT168H35S
            trade-url-unknown | 730  | decline | INITIATED PT0S, ACTIVE PT0S, HOLD PT35S, COMPLETED PT168H35S
            """)
    void each_has_his_story_of_a_withdrawal_too(String name, String game, String outcome, String story) {
        try (Receiver receiver = Receiver.good()) {
            merchant = client.merchant(
                    "{\"callbackUrl\":\"" + receiver.url() + "\",\"steam\":{\"outcome\":\"" + outcome + "\"}}");
            String token = client.token(merchant, id(name));
            JsonNode before = market(token, game);
            assertThat(withdraw(token, game).status()).isEqualTo(200);
            assertThat(market(token, game)).isNotEqualTo(before);

            client.advance(merchant, "P30D");

            assertThat(story(receiver)).isEqualTo(story);
            assertThat(market(token, game).equals(before)).isEqualTo(!story.contains("COMPLETED"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "cannot-trade,          730,    7",
        "trade-url-unreachable, 252490, 14",
        "cs2-banned,            730,    7",
        "rust-banned,           252490, 7",
        "banned,                730,    7",
        "banned,                252490, 7",
    })
    void some_can_neither_deposit_nor_withdraw(String name, String game, int code) {
        String token = client.token(merchant, id(name));
        JsonNode item = client.depositable(token, game).get(0);

        for (Answer refused : List.of(client.deposit(token, item, ""), withdraw(token, game))) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().at("/error/code").intValue()).isEqualTo(code);
        }
    }

    private static Instant instant(JsonNode trade, String member) {
        return Instant.parse(trade.required(member).textValue());
    }

    private static BigDecimal money(JsonNode trade, String member) {
        return trade.required(member).decimalValue();
    }

    @ParameterizedTest
    @CsvSource({
        "no-collateral,   0,     0",
        "much-collateral, 10000, all",
        "declines,        150,   150",
    })
    void the_collateral_granted_decides_the_instant_credit(String name, BigDecimal collateral, String preCredit) {
        try (Receiver receiver = Receiver.good()) {
            merchant = client.merchant("{\"callbackUrl\":\"" + receiver.url() + "\"}");
            String token = client.token(merchant, id(name));
            assertThat(money(inventory(name, "730").data(), "collateral")).isEqualByComparingTo(collateral);
            List<JsonNode> items = client.depositable(token, "730");
            String lines = items.stream()
                    .map(item -> "{\"itemId\":" + item.required("id") + "}")
                    .collect(joining(","));
            String trade = client.post("/client/trading/deposit", "{\"items\":[" + lines + "]}", "Authorization", token)
                    .data()
                    .required("id")
                    .textValue();

            String path = path(merchant) + "/trades/" + trade;
            JsonNode held = client.post(path + "/events", "{\"event\":\"complete\"}")
                    .json()
                    .required("trade");

            BigDecimal total = money(held, "totalPrice");
            assertThat(total).isBetween(new BigDecimal(150), new BigDecimal(10_000));
            assertThat(money(held, "preCredit"))
                    .isEqualByComparingTo(preCredit.equals("all") ? total : new BigDecimal(preCredit));
            assertThat(money(held, "pendingCredit")).isEqualByComparingTo(total.subtract(money(held, "preCredit")));
        }
    }

    @Test
    void an_inventory_can_be_empty_or_hold_only_Rust() {
        for (String game : List.of("730", "252490")) {
            JsonNode empty = inventory("inventory-empty", game).data();
            assertThat(empty.required("inventory")).isEmpty();
            assertThat(empty.required("count").intValue()).isZero();
        }
        assertThat(inventory("only-rust", "730").data().required("inventory")).isEmpty();
        assertThat(inventory("only-rust", "252490").data().required("inventory"))
                .hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void an_inventory_that_cannot_be_read_says_why() {
        Answer isPrivate = inventory("inventory-private", "730");
        Answer unavailable = inventory("inventory-unavailable", "252490");

        for (Answer answer : List.of(isPrivate, unavailable)) {
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.json().at("/error/code").intValue()).isEqualTo(3);
        }
        assertThat(isPrivate.json().at("/error/message").textValue()).contains("is private");
        assertThat(unavailable.json().at("/error/message").textValue()).contains("Steam did not answer");
    }

    @Test
    void an_account_that_cannot_trade_or_be_reached_still_shows_its_inventory() {
        for (String name : List.of("cannot-trade", "trade-url-unreachable")) {
            assertThat(inventory(name, "730").data().required("inventory")).hasSizeGreaterThanOrEqualTo(60);
        }
    }

    @Test
    void after_each_reading_the_next_price_moves_so_that_who_reads_again_succeeds() {
        String token = client.token(merchant, id("price-moves"));
        List<JsonNode> first = client.depositable(token, "730");

        Answer refused = client.deposit(token, first.get(0), "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().at("/error/key").textValue()).isEqualTo("PRICE_CHANGED");
        assertThat(client.deposit(token, first.get(7), "").status()).isEqualTo(200);

        List<JsonNode> second = client.depositable(token, "730");
        assertThat(second.get(0).at("/offer/price").decimalValue())
                .isEqualByComparingTo(
                        first.get(0).at("/offer/price").decimalValue().add(new BigDecimal("0.01")));
        assertThat(client.deposit(token, second.get(1), "").status()).isEqualTo(409);
        assertThat(client.deposit(token, second.get(0), "").status()).isEqualTo(200);
    }

    @Test
    void an_id_of_the_range_that_is_not_listed_is_ordinary() {
        String token = client.token(merchant, "76561199000000099");

        assertThat(client.deposit(token, client.depositable(token, "730").get(0), "")
                        .status())
                .isEqualTo(200);
    }
}
