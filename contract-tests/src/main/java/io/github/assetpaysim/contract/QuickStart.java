package io.github.assetpaysim.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.signing.ClientToken;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.awaitility.core.ConditionTimeoutException;
import org.opentest4j.TestAbortedException;

/**
 * The four steps of AssetPay's quick start: authenticate, inventory, deposit, callbacks. Each is taken once, when first asked for,
 * and checks only that it was answered with success; what else the answers must be is up to the caller.
 */
public final class QuickStart {
    private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    /** Longer than the hold and than the retries that anyone configures. */
    private static final Duration WHOLE_LIFE = Duration.ofDays(8);

    private static final String CALLBACKS = "needs to receive callbacks";
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Target target;
    private final CallbackReceiver receiver;
    private final InstantSource clock;
    private final String run;

    private final Step<String> token = new Step<>("authenticate", this::authenticate);
    private final Step<JsonNode> inventory = new Step<>("fetch the inventory", () -> fetchInventory(token()));
    private final Step<Deposit> deposit = new Step<>("deposit", () -> initiate(0, externalId()));
    private final Step<List<Callback>> callbacks = new Step<>("receive callbacks", this::receiveCallbacks);

    /**
     * A deposit that was accepted.
     *
     * @param item what was deposited, as the inventory showed it
     * @param trade as the answer showed it
     */
    public record Deposit(JsonNode item, JsonNode trade) {}

    public QuickStart(Target target, CallbackReceiver receiver, InstantSource clock) {
        this.target = target;
        this.receiver = receiver;
        this.clock = clock;
        this.run = "quick-start-" + clock.millis();
    }

    public Target target() {
        return target;
    }

    /** Step 1: the token of the answer. */
    public String token() {
        return token.result();
    }

    private String authenticate() {
        SteamUser user = target.user();
        Response answer = target.request()
                .header("api-key", target.apiKey())
                .body(Json.text(
                        Json.object().put("clientSteamId", user.steamId()).put("clientTradeUrl", user.tradeUrl())))
                .post("/auth/authenticate-client");
        return success(answer).path("token").textValue();
    }

    /** Instead of step 1: a token that the merchant signs itself. */
    public String tokenSignedLocally() {
        String merchantId = ClientToken.parse(token()).header().path("userId").asText();
        return ClientToken.sign(merchantId, target.apiSecret(), target.user(), clock.instant());
    }

    /** Step 2: the answer's {@code data}. */
    public JsonNode inventory() {
        return inventory.result();
    }

    /** Step 2 with any token. */
    public JsonNode fetchInventory(String clientToken) {
        return success(target.request()
                .header("Authorization", clientToken)
                .queryParam("game", 730)
                .queryParam("refresh", true)
                .get("/client/inventory"));
    }

    /** Step 3. */
    public Deposit deposit() {
        return deposit.result();
    }

    /** Step 3, asked for once more with the same externalId. */
    public Response repeatedDeposit() {
        deposit();
        return request(depositable(1), externalId());
    }

    public String externalId() {
        return run + "-1";
    }

    private Deposit initiate(int choice, String externalId) {
        target.assumeTradesMayBeCreated();
        JsonNode item = depositable(choice);
        return new Deposit(item, success(request(item, externalId)));
    }

    private Response request(JsonNode item, String externalId) {
        ObjectNode body = Json.object().put("game", "730").put("externalId", externalId);
        ObjectNode line =
                body.putArray("items").addObject().put("itemId", item.path("id").asText());
        ObjectNode offer = line.putObject("offer");
        offer.set("price", item.path("offer").path("price"));
        offer.set("reference", item.path("offer").path("reference"));
        return target.request()
                .header("Authorization", token())
                .body(Json.text(body))
                .post("/client/trading/deposit");
    }

    /** At a simulator the dearest first, so that the collateral does not cover it; elsewhere skins are real, so the cheapest. */
    private JsonNode depositable(int choice) {
        Comparator<JsonNode> byPrice =
                Comparator.comparing(item -> item.path("offer").path("price").decimalValue());
        List<JsonNode> items = StreamSupport.stream(
                        inventory().path("inventory").spliterator(), false)
                .filter(item -> item.path("accepted").asBoolean()
                        && item.path("tradable").asBoolean())
                .sorted(target.isSimulator() ? byPrice.reversed() : byPrice)
                .toList();
        if (items.size() <= choice) {
            String message = "the user " + target.user().steamId() + " has " + items.size()
                    + " items that can be deposited on the inventory's first page; this needs " + (choice + 1);
            if (target.isSimulator()) {
                throw new AssertionError(message);
            }
            throw new TestAbortedException(message);
        }
        return items.get(choice);
    }

    /** Step 4: every callback of the deposit, in the order of arrival. */
    public List<Callback> callbacks() {
        return callbacks.result();
    }

    private List<Callback> receiveCallbacks() {
        target.assumeSimulator(CALLBACKS);
        return whole(deposit().trade(), seen -> true);
    }

    /** The deposit's callback that says this status. */
    public Callback callback(String status) {
        List<Callback> found = saying(status, callbacks());
        assertThat(found).as("callbacks %s", status).hasSize(1);
        return found.get(0);
    }

    /** Every callback of a further deposit with this status, the first of which is refused with HTTP 500. */
    public List<Callback> refusedOnce(String status) {
        target.assumeSimulator(CALLBACKS);
        receiver.refuseOnce(status);
        try {
            JsonNode trade = initiate(2, run + "-2").trade();
            return saying(status, whole(trade, seen -> saying(status, seen).size() > 1));
        } finally {
            receiver.acknowledge();
        }
    }

    private List<Callback> whole(JsonNode trade, Predicate<List<Callback>> also) {
        String id = trade.path("id").asText();
        target.advance(WHOLE_LIFE);
        try {
            return await().pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .atMost(PATIENCE)
                    .until(
                            () -> receiver.about(id),
                            seen -> !saying("COMPLETED", seen).isEmpty() && also.test(seen));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "of the callbacks up to COMPLETED came only " + receiver.about(id) + "; the simulator says: "
                            + target.journal(id),
                    e);
        }
    }

    private static List<Callback> saying(String status, List<Callback> callbacks) {
        return callbacks.stream()
                .filter(callback -> callback.status().equals(status))
                .toList();
    }

    /** The {@code data} of an answer, after a check that the answer is the envelope of success. */
    public static JsonNode success(Response answer) {
        JsonNode envelope = envelope(answer, 200, true);
        assertThat(envelope.has("error")).as("error in %s", envelope).isFalse();
        return envelope.required("data");
    }

    /** Checks that an answer is the envelope of an error. */
    public static void refusal(Response answer, int status, int code, String key) {
        JsonNode envelope = envelope(answer, status, false);
        JsonNode error = envelope.path("error");
        assertThat(envelope.has("data")).as("data in %s", envelope).isFalse();
        assertThat(error.path("code")).isEqualTo(IntNode.valueOf(code));
        assertThat(error.path("key").textValue()).isEqualTo(key);
        assertThat(error.path("message").textValue()).isNotBlank();
    }

    /** Read with Jackson: every path that is given to REST Assured costs a compilation of Groovy. */
    private static JsonNode envelope(Response answer, int status, boolean success) {
        assertThat(answer.statusCode())
                .as("HTTP status of the answer %s", answer.asString())
                .isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/json");
        JsonNode envelope = Json.parse(answer.asByteArray());
        assertThat(envelope.path("success")).isEqualTo(BooleanNode.valueOf(success));
        assertThat(envelope.path("requestId").asText()).matches(UUID);
        return envelope;
    }

    /** An amount without regard to its zeros at the end, so that 8.6 equals 8.60. */
    public static BigDecimal amount(JsonNode number) {
        assertThat(number.isNumber()).as("%s is a number", number).isTrue();
        return number.decimalValue().stripTrailingZeros();
    }
}
