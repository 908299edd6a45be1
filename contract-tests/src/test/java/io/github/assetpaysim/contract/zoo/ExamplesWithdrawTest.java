package io.github.assetpaysim.contract.zoo;

import static io.github.assetpaysim.contract.zoo.SignedCallbacks.SECRET;
import static io.github.assetpaysim.simulator.PlannedFault.fault;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.PlannedFault;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.SimulatedMerchant;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.dialect.co.CoDialect;
import io.github.assetpaysim.simulator.trade.Trade;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the merchants of the documentation debit and refund when their users withdraw. */
@ParameterizedClass(name = "{0}")
@CsvSource({"node, merchant.mjs", "python3, merchant.py"})
class ExamplesWithdrawTest {
    private static final String SUPPLIER_FAILS = "76561199000000016";
    private static final String REVERTS = "76561199000000009";
    private static final String DECLINES = "76561199000000002";
    private static final String NEVER_ACCEPTS = "76561199000000003";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final AtomicLong NUMBERS = new AtomicLong(76561198000700000L);

    private static Simulator simulator;
    private static Example example;
    private static SimulatedMerchant assetPay;
    private static SignedCallbacks callbacks;

    @Parameter(0)
    String language;

    @Parameter(1)
    String file;

    private final String user = String.valueOf(NUMBERS.incrementAndGet());

    @BeforeParameterizedClassInvocation
    static void start(String language, String file) throws IOException {
        simulator = Simulator.start(Settings.STANDARD.with("apiKey", "ap_shop").with("apiSecret", SECRET));
        example = Example.start(language, file, Policy.COMPLETED, simulator, "ap_shop", SECRET);
        assetPay = simulator.merchant("default");
        assetPay.sendCallbacksTo(example.url() + "/assetpay/callback");
        callbacks = new SignedCallbacks(example.url());
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (example != null) {
            example.close();
        }
        simulator.close();
    }

    static List<Arguments> endings() {
        return List.of(
                Arguments.of("completed", null, List.of(), "COMPLETED", 1),
                Arguments.of(
                        "approval lost",
                        null,
                        List.of(fault("lost-acknowledgement").onCallback("INITIATED")),
                        "COMPLETED",
                        1),
                Arguments.of(
                        "asked four times at once",
                        null,
                        List.of(fault("duplicate-at-once").with("copies", 3).onCallback("INITIATED")),
                        "COMPLETED",
                        1),
                Arguments.of(
                        "asked in two snapshots",
                        null,
                        List.of(fault("newer-snapshot").with("besides", true).onCallback("INITIATED")),
                        "COMPLETED",
                        1),
                Arguments.of(
                        "asked again after the end",
                        null,
                        List.of(fault("repeat-later").with("after", "P10D").onCallback("INITIATED")),
                        "COMPLETED",
                        1),
                Arguments.of(
                        "no approval arrives",
                        null,
                        List.of(fault("lost-acknowledgement")
                                .with("attempts", 3)
                                .onCallback("INITIATED")),
                        "CANCELED",
                        0),
                Arguments.of(
                        "supplier fails",
                        SUPPLIER_FAILS,
                        List.of(fault("duplicate").onCallback("FAILED")),
                        "FAILED",
                        0),
                Arguments.of(
                        "declined",
                        DECLINES,
                        List.of(fault("duplicate-at-once").onCallback("DECLINED")),
                        "DECLINED",
                        0),
                Arguments.of(
                        "expired, asked again later",
                        NEVER_ACCEPTS,
                        List.of(fault("repeat-later").with("after", "P10D").onCallback("INITIATED")),
                        "CANCELED",
                        0),
                Arguments.of(
                        "reverted",
                        REVERTS,
                        List.of(fault("duplicate").with("copies", 3).onCallback("REVERTED")),
                        "REVERTED",
                        0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void whatever_happens_a_withdrawal_costs_its_price_once_or_nothing(
            String what, String testUser, List<PlannedFault> faults, String ending, int paid) throws Exception {
        String who = testUser == null ? user : testUser;
        BigDecimal before = fund(who, "5000.00");
        assetPay.plan(faults.toArray(PlannedFault[]::new));

        JsonNode trade = withdraw(who, market(who).get(3)).path("data");
        assetPay.advance(Duration.ofDays(20));

        assertThat(assetPay.status(trade.path("id").textValue())).isEqualTo(ending);
        BigDecimal price = trade.path("totalPrice").decimalValue().multiply(BigDecimal.valueOf(paid));
        assertThat(callbacks.balance(who)).isEqualByComparingTo(before.subtract(price));
        assertThat(assetPay.neverStruck()).isEmpty();
    }

    @Test
    void a_question_whose_key_is_wrong_in_form_is_refused_and_debits_nothing() throws Exception {
        BigDecimal before = fund(user, "5000.00");
        List<PlannedFault> faults = new ArrayList<>();
        for (String form : formsOfKeys()) {
            faults.add(fault("malformed-key")
                    .with("form", form)
                    .with("besides", true)
                    .onCallback("INITIATED"));
        }
        int forms = faults.size();
        faults.add(fault("drop").onCallback("INITIATED"));
        assetPay.plan(faults.toArray(PlannedFault[]::new));

        String id = withdraw(user, market(user).get(3)).at("/data/id").textValue();
        assetPay.advance(Duration.ofDays(1));

        assertThat(assetPay.callbacks().stream()
                        .filter(each -> each.event().trade().id().equals(id))
                        .filter(each -> !each.event().edits().isEmpty()))
                .hasSize(forms)
                .allSatisfy(each -> assertThat(each.attempts().get(0).reply().status())
                        .as(new String(each.request().body(), UTF_8))
                        .isBetween(400, 499));
        assertThat(callbacks.balance(user)).isEqualByComparingTo(before);
    }

    private static List<String> formsOfKeys() {
        return new CoDialect("test")
                .mutations().stream()
                        .filter(mutation -> mutation.name().equals("malformed-key"))
                        .flatMap(mutation ->
                                Stream.of(mutation.parameters().get(0).allowed().split(", | or ")))
                        .toList();
    }

    @Test
    void who_has_too_little_gets_nothing_and_pays_nothing() throws Exception {
        JsonNode listing = market(user).get(3);
        BigDecimal tooLittle = listing.at("/offer/price").decimalValue().subtract(new BigDecimal("0.01"));
        fund(user, tooLittle.toPlainString());

        String id = withdraw(user, listing).at("/data/id").textValue();
        assetPay.advance(Duration.ofDays(1));

        assertThat(assetPay.status(id)).isEqualTo("CANCELED");
        assertThat(assetPay.trade(id).history().toString()).contains("rejected: 402");
        assertThat(callbacks.balance(user)).isEqualByComparingTo(tooLittle);
    }

    @Test
    void twenty_withdrawals_at_once_cost_no_more_than_there_is() throws Exception {
        List<JsonNode> listings = market(user).subList(10, 30);
        BigDecimal third = sum(listings).divide(BigDecimal.valueOf(3), 2, RoundingMode.UP);
        fund(user, third.toPlainString());

        List<CompletableFuture<JsonNode>> answers = new ArrayList<>();
        for (JsonNode listing : listings) {
            answers.add(HTTP.sendAsync(withdrawal(user, listing), HttpResponse.BodyHandlers.ofByteArray())
                    .thenApply(answer -> Wire.parse(answer.body())));
        }
        List<String> ids = answers.stream()
                .map(answer -> answer.join().at("/data/id").textValue())
                .toList();
        assetPay.advance(Duration.ofDays(8));

        List<Trade> bought = ids.stream()
                .filter(id -> assetPay.status(id).equals("COMPLETED"))
                .map(assetPay::trade)
                .toList();
        BigDecimal spent = bought.stream()
                .map(trade -> new BigDecimal(trade.totalPrice().toString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(bought).hasSizeBetween(1, 19);
        assertThat(callbacks.balance(user))
                .isEqualByComparingTo(third.subtract(spent))
                .isNotNegative();
    }

    @Test
    void gates_at_the_same_instant_share_the_balance() throws Exception {
        fund(user, "70.00");
        ObjectNode[] gates = IntStream.range(0, 20)
                .mapToObj(i -> gate(user + "-" + i, "INITIATED"))
                .toArray(ObjectNode[]::new);

        List<Integer> verdicts = callbacks.sendAtOnce(gates);

        assertThat(verdicts.stream().filter(verdict -> verdict == 200)).hasSize(7);
        assertThat(verdicts.stream().filter(verdict -> verdict == 402)).hasSize(13);
        assertThat(callbacks.balance(user)).isEqualByComparingTo("0");
        assertThat(callbacks.sendAtOnce(gates)).as("asked again").isEqualTo(verdicts);
        assertThat(callbacks.balance(user)).isEqualByComparingTo("0");
    }

    @Test
    void a_refusal_stands_even_when_the_money_comes_later() throws Exception {
        ObjectNode gate = gate(user, "INITIATED");
        assertThat(callbacks.send(gate)).containsExactly(402);
        fund(user, "70.00");

        assertThat(callbacks.send(gate, gate(user, "CANCELED"), gate)).containsExactly(402, 200, 402);
        assertThat(callbacks.balance(user)).isEqualByComparingTo("70.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "CANCELED", "DECLINED", "REVERTED"})
    void an_ending_that_comes_before_the_question_is_not_refunded_and_nothing_is_debited_later(String ending)
            throws Exception {
        fund(user, "70.00");
        assertThat(callbacks.send(gate(user, ending), gate(user, "INITIATED"), gate(user, ending)))
                .containsExactly(200, 402, 200);
        assertThat(callbacks.balance(user)).isEqualByComparingTo("70.00");
    }

    @Test
    void only_the_signed_status_decides() throws Exception {
        fund(user, "70.00");
        ObjectNode gate = gate(user, "INITIATED");
        assertThat(callbacks
                        .post(SignedCallbacks.letter(gate, "FAILED", SECRET), "application/json")
                        .statusCode())
                .isEqualTo(200);
        assertThat(callbacks.balance(user)).isEqualByComparingTo("60.00");
        ObjectNode active = gate(user, "ACTIVE");
        assertThat(callbacks
                        .post(SignedCallbacks.letter(active, "REVERTED", SECRET), "application/json")
                        .statusCode())
                .isEqualTo(200);
        assertThat(callbacks.balance(user)).isEqualByComparingTo("60.00");
    }

    @Test
    void what_is_neither_a_deposit_nor_a_withdrawal_is_refused() throws Exception {
        fund(user, "70.00");
        assertThat(callbacks.send(
                        gate(user, "INITIATED").put("type", "WITHDRAWAL"),
                        gate(user, "COMPLETED").put("type", "GIFT")))
                .containsExactly(403, 403);
        assertThat(callbacks.balance(user)).isEqualByComparingTo("70.00");
    }

    @Test
    void its_own_page_can_start_one() throws Exception {
        BigDecimal before = fund(user, "5000.00");
        ObjectNode order = order(market(user).get(5))
                .put("steamId", user)
                .put("tradeUrl", tradeUrl(user))
                .put("externalId", "own-" + user);

        JsonNode trade = answer(json(example.url() + "/withdrawals", order)).path("data");
        assetPay.advance(Duration.ofDays(8));

        assertThat(assetPay.status(trade.path("id").textValue())).isEqualTo("COMPLETED");
        assertThat(callbacks.balance(user))
                .isEqualByComparingTo(before.subtract(trade.path("totalPrice").decimalValue()));
    }

    /** What a withdrawal of 10.00 is told as. */
    private ObjectNode gate(String id, String status) {
        return SignedCallbacks.trade("withdrawal-" + id, status, "10.00", null)
                .put("type", "WITHDRAW")
                .put("clientSteamID", user);
    }

    /** Gives the user money as a deposit does; the balance then. */
    private BigDecimal fund(String steamId, String usd) throws Exception {
        ObjectNode deposit = SignedCallbacks.trade("fund-" + NUMBERS.incrementAndGet(), "COMPLETED", usd, null);
        assertThat(callbacks.send(deposit.put("clientSteamID", steamId))).containsExactly(200);
        return callbacks.balance(steamId);
    }

    private static BigDecimal sum(List<JsonNode> listings) {
        return listings.stream()
                .map(listing -> listing.at("/offer/price").decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static List<JsonNode> market(String steamId) throws Exception {
        String url = simulator.baseUrl() + "/client/market?perPage=-1&sort=price_asc";
        List<JsonNode> items = new ArrayList<>();
        answer(HttpRequest.newBuilder(URI.create(url))
                        .header("Authorization", assetPay.clientToken(steamId))
                        .build())
                .at("/data/items")
                .forEach(items::add);
        return items;
    }

    private static JsonNode withdraw(String steamId, JsonNode listing) throws Exception {
        return answer(withdrawal(steamId, listing));
    }

    private static HttpRequest withdrawal(String steamId, JsonNode listing) {
        HttpRequest request = json(simulator.baseUrl() + "/client/trading/withdraw", order(listing));
        return HttpRequest.newBuilder(request, (name, value) -> true)
                .header("Authorization", assetPay.clientToken(steamId))
                .build();
    }

    private static ObjectNode order(JsonNode listing) {
        ObjectNode order = JsonNodeFactory.instance.objectNode();
        ObjectNode line = order.putArray("items").addObject();
        line.set("itemId", listing.required("id"));
        line.set("market", listing.required("market"));
        line.set("offer", ((ObjectNode) listing.required("offer").deepCopy()).retain("price", "reference"));
        return order;
    }

    private static String tradeUrl(String steamId) {
        return "https://steamcommunity.com/tradeoffer/new/?partner=" + (Long.parseLong(steamId) - 76561197960265728L)
                + "&token=shop_Us1";
    }

    private static HttpRequest json(String url, JsonNode body) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Wire.text(body)))
                .build();
    }

    private static JsonNode answer(HttpRequest request) throws Exception {
        return Wire.parse(
                HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    }
}
