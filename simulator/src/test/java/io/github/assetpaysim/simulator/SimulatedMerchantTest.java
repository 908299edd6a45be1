package io.github.assetpaysim.simulator;

import static io.github.assetpaysim.simulator.PlannedFault.fault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.callback.Delivery;
import io.github.assetpaysim.simulator.fault.Plan;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.Signature;
import io.github.assetpaysim.simulator.support.TestClient;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SimulatedMerchantTest {
    private static final String ALICE = "76561198000000001";

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private final Simulator simulator = RUNNING.simulator();
    private final TestClient client = RUNNING.client();

    private String deposit(SimulatedMerchant merchant) {
        return deposit(merchant, "");
    }

    private String deposit(SimulatedMerchant merchant, String more) {
        return client.trade(merchant.clientToken(ALICE), 0, more).required("id").textValue();
    }

    private static List<String> events(List<Delivery> callbacks) {
        return callbacks.stream().map(each -> each.event().status()).toList();
    }

    @Test
    void the_credentials_are_those_that_the_API_knows() {
        try (SimulatedMerchant merchant = simulator.createMerchant()) {
            TestClient.Answer answer = client.post(
                    "/auth/authenticate-client",
                    "{\"clientSteamId\":\"" + ALICE + "\",\"clientTradeUrl\":\"" + TestClient.tradeUrl() + "\"}",
                    "api-key",
                    merchant.apiKey());

            assertThat(answer.status()).isEqualTo(200);
            assertThat(merchant.baseUrl()).isEqualTo(simulator.baseUrl());
            assertThat(client.get("/_sim/merchants/" + merchant.id()).status()).isEqualTo(200);
            assertThat(merchant.merchantId()).isEqualTo(merchant.id());
        }
    }

    @Test
    void a_trade_is_played_to_its_end_with_signed_callbacks() {
        try (Receiver receiver = Receiver.good();
                SimulatedMerchant merchant = simulator.createMerchant()) {
            merchant.sendCallbacksTo(receiver.url());
            String trade = deposit(merchant);
            merchant.advance(Duration.ofDays(6));
            assertThat(merchant.status(trade)).isEqualTo("HOLD");
            merchant.advance(Duration.ofDays(2));

            assertThat(merchant.status(trade)).isEqualTo("COMPLETED");
            assertThat(merchant.trades()).containsExactly(merchant.trade(trade));
            assertThat(receiver.events()).containsExactly("INITIATED", "PENDING", "ACTIVE", "HOLD", "COMPLETED");
            assertThat(receiver.got())
                    .allSatisfy(callback -> assertThat(
                                    callback.payload().required("key").textValue())
                            .isEqualTo(Signature.of(callback.trade(), merchant.apiSecret())));
            assertThat(events(merchant.deliveredCallbacks())).isEqualTo(receiver.events());
            assertThat(merchant.undeliveredCallbacks()).isEmpty();
        }
    }

    @Test
    void every_event_of_the_world_has_its_method() {
        try (SimulatedMerchant merchant = simulator.createMerchant()) {
            merchant.set("assumptions.openDepositLimit", "100");
            String completed = deposit(merchant);
            merchant.complete(completed);
            assertThat(merchant.status(completed)).isEqualTo("COMPLETED");

            String reverted = deposit(merchant);
            merchant.sendOffer(reverted);
            merchant.accept(reverted);
            merchant.advance(Duration.ofMinutes(1));
            merchant.revert(reverted);
            assertThat(merchant.status(reverted)).isEqualTo("REVERTED");

            String held = deposit(merchant);
            merchant.sendOffer(held);
            merchant.escrow(held);
            assertThat(merchant.status(held)).isEqualTo("ESCROW");
            merchant.endHold(held);
            assertThat(merchant.status(held)).isEqualTo("HOLD");

            String declined = deposit(merchant);
            merchant.sendOffer(declined);
            merchant.decline(declined);
            assertThat(merchant.status(declined)).isEqualTo("DECLINED");

            String expired = deposit(merchant);
            merchant.sendOffer(expired);
            merchant.expire(expired);
            String canceled = deposit(merchant);
            merchant.cancel(canceled);
            assertThat(List.of(merchant.status(expired), merchant.status(canceled)))
                    .containsOnly("CANCELED");

            String failed = deposit(merchant);
            merchant.fail(failed);
            assertThat(merchant.status(failed)).isEqualTo("FAILED");
        }
    }

    @Test
    void what_cannot_happen_says_what_can() {
        try (SimulatedMerchant merchant = simulator.createMerchant()) {
            String trade = deposit(merchant);
            merchant.complete(trade);

            assertThatIllegalStateException()
                    .isThrownBy(() -> merchant.accept(trade))
                    .withMessageStartingWith("'accept' cannot happen to a trade that is COMPLETED; ")
                    .withMessageContaining("Its history: CREATED ");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> merchant.accept("nothing"))
                    .withMessage("there is no trade 'nothing'; there are [" + trade + "]");
        }
    }

    @Test
    void planned_faults_strike_and_are_counted() {
        try (Receiver receiver = Receiver.good();
                SimulatedMerchant merchant = simulator.createMerchant()) {
            merchant.sendCallbacksTo(receiver.url().toString());
            merchant.plan(
                    fault("drop").onCallback("ACTIVE"),
                    fault("duplicate")
                            .with("copies", 2)
                            .with("gap", Duration.ofSeconds(10))
                            .onCallback("COMPLETED"),
                    fault("wrong-secret")
                            .with("besides", true)
                            .onCallback()
                            .when("externalId", "order-2")
                            .when("nth", 3),
                    fault("error")
                            .with("error", "PRICE_CHANGED")
                            .onOperation("deposit")
                            .when("steamId", "76561198000000009"));
            deposit(merchant, ",\"externalId\":\"order-1\"");
            merchant.advance(Duration.ofDays(8));

            assertThat(receiver.events())
                    .containsExactly("INITIATED", "PENDING", "HOLD", "COMPLETED", "COMPLETED", "COMPLETED");
            assertThat(merchant.faults()).extracting(Plan.Tally::struck).containsExactly(1, 1, 0, 0);
            assertThat(merchant.neverStruck())
                    .extracting(Plan.Tally::toString)
                    .containsExactly(
                            "wrong-secret on callback of externalId order-2, from match 3 on",
                            "error on deposit of user 76561198000000009");
        }
    }

    @Test
    void the_control_APIs_JSON_plans_the_same_faults() {
        try (SimulatedMerchant merchant = simulator.createMerchant()) {
            PlannedFault typed =
                    fault("duplicate").with("copies", 2).onCallback("HOLD").when("times", "always");
            merchant.plan(typed);
            List<String> before =
                    merchant.faults().stream().map(Plan.Tally::toString).toList();
            String json = "{\"faults\":[{\"trigger\":{\"on\":\"callback\",\"status\":\"HOLD\",\"times\":\"always\"},"
                    + "\"fault\":{\"name\":\"duplicate\",\"copies\":2}}]}";
            merchant.plan(json);

            assertThat(merchant.faults()).extracting(Plan.Tally::toString).isEqualTo(before);
            assertThat(before).containsExactly("duplicate on callback HOLD, always");
            assertThat("{\"faults\":[" + typed + "]}").isEqualTo(json);
            merchant.plan();
            assertThat(merchant.faults()).isEmpty();
        }
    }

    static Stream<Arguments> typos() {
        return Stream.of(
                Arguments.of(
                        fault("duplicat").onCallback(), "'duplicat' is no fault of callbacks; did you mean duplicate?"),
                Arguments.of(fault("drop").onCallback("HOLDING"), "faults[0].trigger.status must be one of INITIATED"),
                Arguments.of(fault("drop").onOperation("deposits"), "faults[0].trigger.on must be one of callback"),
                Arguments.of(fault("drop"), "faults[0].trigger.on is missing; expected one of callback"),
                Arguments.of(
                        fault("duplicate").with("copy", 1).onCallback(),
                        "unknown member 'faults[0].fault.copy'; known are copies, gap, name"),
                Arguments.of(
                        fault("duplicate").with("copies", "two").onCallback(),
                        "faults[0].fault.copies must be a whole"),
                Arguments.of(
                        fault("drop").onCallback().when("nth", 0),
                        "faults[0].trigger.nth must be a whole number from 1 to 1000000, not 0"));
    }

    @ParameterizedTest
    @MethodSource("typos")
    void a_typo_in_a_plan_is_refused_as_the_control_API_refuses_it(PlannedFault typo, String message) {
        try (SimulatedMerchant merchant = simulator.createMerchant()) {
            Throwable thrown = catchThrowable(() -> merchant.plan(typo));
            TestClient.Answer answer =
                    client.put("/_sim/merchants/" + merchant.id() + "/faults", "{\"faults\":[" + typo + "]}");

            assertThat(thrown).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
            assertThat(thrown.getStackTrace()).isNotEmpty();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(thrown).hasMessage(answer.json().required("detail").textValue());
        }
    }

    @Test
    void settings_that_can_be_changed_are_changed_and_others_are_refused() {
        try (SimulatedMerchant merchant = simulator.createMerchant()) {
            merchant.set("steam.outcome", "decline");
            String trade = deposit(merchant);
            merchant.advance(Duration.ofHours(1));
            assertThat(merchant.status(trade)).isEqualTo("DECLINED");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> merchant.set("seed", "1"))
                    .withMessageStartingWith("seed cannot be changed; changeable are callbackUrl, ");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> merchant.set("retries", "none"))
                    .withMessageStartingWith("unknown setting 'retries'; known are ");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> merchant.sendCallbacksTo("localhost:80"))
                    .withMessage("callbackUrl: 'localhost:80' is not allowed: its scheme is missing; begin with"
                            + " http:// or https://");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> merchant.clientToken("alice"))
                    .withMessage("steamId must be a SteamID64: 17 digits beginning with 76561, not alice");
        }
    }

    @Test
    void a_client_tokens_trade_URL_fits_its_user() {
        try (SimulatedMerchant merchant = simulator.createMerchant()) {
            for (String steamId : List.of(ALICE, "76561199999999999", "76561000000000000")) {
                assertThat(client.get("/client/inventory", "Authorization", merchant.clientToken(steamId))
                                .status())
                        .as(steamId)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void time_is_not_moved_backwards_nor_by_two_at_once() {
        try (SimulatedMerchant merchant = simulator.createMerchant()) {
            List<Throwable> inside = new java.util.concurrent.CopyOnWriteArrayList<>();
            try (Receiver receiver = Receiver.answering(callback -> {
                inside.add(catchThrowable(() -> merchant.advance(Duration.ZERO)));
                return 200;
            })) {
                merchant.sendCallbacksTo(receiver.url());
                merchant.plan(fault("delay").with("by", "1s").onCallback("INITIATED"));
                deposit(merchant);
                merchant.advance(Duration.ofSeconds(1));
            }

            assertThat(inside).singleElement().isInstanceOf(IllegalStateException.class);
            assertThat(inside.get(0)).hasMessageContaining("do not advance from inside a callback handler");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> merchant.advance(Duration.ofSeconds(-1)))
                    .withMessage("time can be advanced by 0 to 36,500 days, not by PT-1S");
            assertThatIllegalArgumentException().isThrownBy(() -> merchant.advance(Duration.ofSeconds(Long.MAX_VALUE)));
        }
    }

    @Test
    void the_balance_is_in_dollars_and_cannot_go_below_what_is_reserved() {
        try (Receiver undecided = Receiver.answering(callback -> 503);
                SimulatedMerchant merchant = simulator.createMerchant()) {
            assertThat(merchant.balance()).isEqualTo(new BigDecimal("10000.00"));
            merchant.setBalance(new BigDecimal("1e3"));
            assertThat(merchant.balance()).isEqualTo(new BigDecimal("1000.00"));
            merchant.sendCallbacksTo(undecided.url());
            String token = merchant.clientToken(ALICE);
            JsonNode listing = client.get("/client/market?perPage=1", "Authorization", token)
                    .data()
                    .at("/items/0");
            client.post(
                    "/client/trading/withdraw",
                    "{\"items\":[{\"itemId\":" + listing.required("id") + ",\"market\":" + listing.required("market")
                            + ",\"offer\":{\"price\":" + listing.at("/offer/price") + ",\"reference\":"
                            + listing.at("/offer/reference") + "}}]}",
                    "Authorization",
                    token);
            BigDecimal price = listing.at("/offer/price").decimalValue();

            assertThat(merchant.balance()).isEqualTo(new BigDecimal("1000.00"));
            assertThat(merchant.availableBalance()).isEqualByComparingTo(new BigDecimal("1000.00").subtract(price));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> merchant.setBalance(price.subtract(new BigDecimal("0.01"))))
                    .withMessageEndingWith(
                            ": withdrawals without a verdict have reserved " + price.stripTrailingZeros());
            for (String wrong : List.of("-0.01", "0.001", "1000000000.01")) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> merchant.setBalance(new BigDecimal(wrong)))
                        .withMessage("balance: '" + wrong + "' is not allowed; expected a number of USD from 0 to"
                                + " 1000000000 with at most two decimals");
            }
            merchant.setBalance(price);
            assertThat(merchant.availableBalance()).isZero();
        }
    }

    @Test
    void undelivered_are_the_callbacks_that_the_receiver_should_have_taken() {
        try (Receiver receiver = Receiver.answering(callback -> 500);
                SimulatedMerchant merchant =
                        simulator.createMerchant(MerchantSettings.STANDARD.with("retry", "none"))) {
            String early = deposit(merchant);
            assertThat(merchant.undeliveredCallbacks()).isEmpty();
            merchant.sendCallbacksTo(receiver.url());
            merchant.plan(
                    fault("drop").onCallback("PENDING"),
                    fault("wrong-secret").onCallback("ACTIVE"),
                    fault("tampered-trade")
                            .with("member", "price")
                            .with("besides", true)
                            .onCallback("HOLD"));
            merchant.complete(early);
            merchant.advance(Duration.ZERO);

            assertThat(merchant.callbacks())
                    .extracting(each -> each.state().name())
                    .containsExactly("UNDELIVERABLE", "DROPPED", "EXHAUSTED", "EXHAUSTED", "EXHAUSTED", "EXHAUSTED");
            assertThat(events(merchant.undeliveredCallbacks())).containsExactly("INITIATED", "HOLD", "COMPLETED");
            merchant.plan(fault("swap-with-next").onCallback());
            deposit(merchant);
            assertThat(merchant.undeliveredCallbacks())
                    .last()
                    .extracting(Delivery::state)
                    .isEqualTo(Delivery.State.KEPT_BACK);
        }
    }

    @Test
    void a_test_waits_for_statuses_and_callbacks_without_moving_time() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (Receiver receiver = Receiver.good();
                SimulatedMerchant merchant = simulator.createMerchant()) {
            merchant.sendCallbacksTo(receiver.url());
            String trade = deposit(merchant);
            CompletableFuture<Delivery> held = CompletableFuture.supplyAsync(() -> {
                asked.countDown();
                return merchant.awaitCallback("HOLD");
            });
            asked.await();
            merchant.sendOffer(trade);
            merchant.accept(trade);

            assertThat(held.get().attempts())
                    .singleElement()
                    .satisfies(each -> assertThat(each.delivered()).isTrue());
            assertThat(merchant.awaitStatus(trade, "PENDING").id()).isEqualTo(trade);
            assertThat(merchant.awaitCallbacks("INITIATED", 1, Duration.ofSeconds(5)))
                    .hasSize(1);
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> merchant.awaitStatus(trade, "COMPLETED", Duration.ofMillis(20)))
                    .withMessageStartingWith(
                            "within 20 ms the trade did not become COMPLETED; it is HOLD. Its history: [");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> merchant.awaitCallbacks("HOLD", 2, Duration.ofMillis(20)))
                    .withMessageStartingWith(
                            "within 20 ms there were 1 HOLD callbacks that are DELIVERED, not 2; there are ")
                    .withMessageContaining("INITIATED DELIVERED");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> merchant.awaitStatus(trade, "HELD"))
                    .withMessageStartingWith("status must be one of INITIATED, ");
        }
    }

    @Test
    void who_waits_hears_that_the_merchant_was_deleted() {
        SimulatedMerchant merchant = simulator.createMerchant();
        String trade = deposit(merchant);
        merchant.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> merchant.awaitStatus(trade, "HOLD"))
                .withMessage("merchant " + merchant.id() + " was deleted meanwhile");
    }

    @Test
    void a_closed_merchant_is_unknown_and_closing_twice_does_no_harm() {
        SimulatedMerchant merchant = simulator.createMerchant();
        assertThat(merchant.isDeleted()).isFalse();
        merchant.close();
        merchant.close();

        assertThat(merchant.isDeleted()).isTrue();
        assertThat(client.get("/_sim/merchants/" + merchant.id()).status()).isEqualTo(404);
        assertThat(merchant.advance(Duration.ofDays(1)).ran()).isEmpty();
    }

    @Test
    void a_merchant_is_found_by_its_id_and_a_taken_id_is_refused() {
        MerchantSettings settings = MerchantSettings.STANDARD.with("merchantId", "shop-1");
        try (SimulatedMerchant merchant = simulator.createMerchant(settings)) {
            assertThat(simulator.merchant("shop-1").apiKey()).isEqualTo(merchant.apiKey());
            assertThat(simulator.merchant("default").merchantId())
                    .isEqualTo(simulator.defaultMerchant().credentials().merchantId());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> simulator.createMerchant(settings))
                    .withMessage("merchantId 'shop-1' belongs to another merchant");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> simulator.merchant("shop-2"))
                    .withMessageStartingWith("there is no merchant 'shop-2'; there are [default");
        }
    }
}
