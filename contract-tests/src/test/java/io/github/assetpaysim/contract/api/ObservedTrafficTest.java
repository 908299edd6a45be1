package io.github.assetpaysim.contract.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.api.receiver.Receiver;
import io.github.assetpaysim.contract.drift.Drift;
import io.github.assetpaysim.contract.drift.Report;
import io.github.assetpaysim.contract.http.Http;
import io.github.assetpaysim.contract.plan.Notes;
import io.github.assetpaysim.contract.record.Recorded;
import io.github.assetpaysim.contract.simulator.Control;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of the traffic of a run: shapes, and a recording. Everything that AssetPay can be asked is asked. */
class ObservedTrafficTest {
    private static Simulator simulator;
    private static ApiRun run;
    private static OrdinaryDeposit.Walk walk;

    @BeforeAll
    static void ask() throws Exception {
        simulator = Simulator.start(Settings.STANDARD);
        run = run();
        walk = play(run);
    }

    @AfterAll
    static void stop() {
        run.close();
        simulator.close();
    }

    private static ApiRun run() {
        ApiOptions options = ApiOptions.at(simulator.toString());
        Traffic traffic = new Traffic(any -> true);
        return new ApiRun(
                options,
                traffic,
                new ApiClient(options.target(), null, traffic),
                new Control(new Http(), options.target(), null),
                Receiver.open(0, null, traffic::add));
    }

    private static OrdinaryDeposit.Walk play(ApiRun run) throws Exception {
        ApiContext context = new ApiContext(run, "observed", new Notes());
        OrdinaryDeposit.Walk walk = context.ordinaryDeposit();
        walk.trade().callback("COMPLETED");
        Caller reader = context.reader();
        for (Operation operation : List.of(Operation.PRICES, Operation.MARKET, Operation.TRADES, Operation.INVENTORY)) {
            for (int i = 0; i < 3; i++) {
                reader.get(operation);
            }
            reader.get(operation, "page", "none");
            reader.bare(operation).send();
        }
        reader.get(Operation.SUGGESTIONS, "q", "AK");
        JsonNode item = reader.get(Operation.MARKET).data().at("/items/0");
        reader.get(Operation.LISTINGS, "itemId", item.path("marketHashName").asText());
        reader.post(
                Operation.CHECK_TRADE_URL,
                Json.object().put("tradeurl", reader.user().tradeUrl()));
        reader.bare("GET", "/nowhere/" + reader.user().steamId()).send();
        Trader trader = context.trader();
        ObjectNode order = trader.order("730", List.of(item));
        trader.withdraws(order).callback("INITIATED");
        return walk;
    }

    private static Report report(ApiRun run, String name) {
        ObjectNode report = Json.object().put("version", "1").put("plan", "api");
        report.putArray("checks");
        report.set("shapes", run.traffic().shapes());
        return Report.read(name, Json.text(report));
    }

    private static JsonNode shape(String about, String status) {
        for (JsonNode shape : run.traffic().shapes()) {
            if (shape.path("about").asText().equals(about)
                    && shape.path("status").asText().equals(status)) {
                return shape;
            }
        }
        throw new AssertionError(
                "no shape of " + about + " " + status + " in " + run.traffic().shapes());
    }

    private static JsonNode member(JsonNode shape, String path) {
        for (JsonNode member : shape.path("members")) {
            if (member.path("path").asText().equals(path)) {
                return member;
            }
        }
        throw new AssertionError("no member " + path + " in " + shape);
    }

    @Test
    void answers_and_callbacks_have_shapes_by_operation_and_status() {
        assertThat(member(shape("GET /client/inventory", "200"), "data.inventory[].offer.price")
                        .path("types")
                        .properties())
                .extracting(java.util.Map.Entry::getKey)
                .containsExactly("number");
        assertThat(member(shape("GET /client/inventory", "400"), "error.key")
                        .path("always")
                        .booleanValue())
                .isTrue();
        assertThat(shape("GET any other path", "404").path("seen").intValue()).isEqualTo(1);
        assertThat(member(shape("callback of DEPOSIT", "HOLD"), "payload.trade.preCredit")
                        .path("always")
                        .booleanValue())
                .isTrue();
        assertThat(shape("callback of WITHDRAW", "INITIATED").path("seen").intValue())
                .isPositive();
    }

    @Test
    void two_runs_that_ask_the_same_do_not_differ_in_shape() throws Exception {
        try (ApiRun again = run()) {
            play(again);

            assertThat(Drift.between(report(run, "A"), report(again, "B")))
                    .isEqualTo(new Drift(List.of(), List.of(), List.of()));
        }
    }

    @Test
    void a_recording_verifies_and_holds_nothing_of_the_run(@TempDir Path directory) throws Exception {
        run.recording().write(directory, "1");
        Recorded recorded = Recorded.in(directory);

        assertThat(recorded.exchanges()).hasSameSizeAs(run.traffic().exchanges());
        assertThat(recorded.callbacks()).hasSizeGreaterThan(4).allMatch(recorded::verifies);
        assertThat(recorded.tokens()).hasSizeGreaterThan(1).allMatch(recorded::verifies);
        List<String> secrets = new ArrayList<>();
        for (Caller caller : List.of(walk.trader().caller(), run.reader(new Notes()))) {
            secrets.addAll(List.of(
                    caller.credentials().apiKey(),
                    caller.credentials().apiSecret(),
                    caller.credentials().merchantId(),
                    caller.user().steamId(),
                    caller.user().tradeUrl()));
        }
        secrets.addAll(List.of(walk.trade().id(), walk.clientId(), "steamcommunity-a.akamaihd", "127.0.0.1"));
        walk.items()
                .forEach(item -> secrets.addAll(List.of(
                        item.path("id").asText(),
                        item.path("marketHashName").asText(),
                        item.path("iconUrl").asText(),
                        item.at("/offer/reference").asText())));
        assertThat(secrets).noneMatch(String::isEmpty);
        assertThat(recorded.unpacked()).doesNotContain(secrets);
    }

    @Test
    void what_belongs_together_still_does_in_a_recording(@TempDir Path directory) throws Exception {
        run.recording().write(directory, "1");
        Recorded recorded = Recorded.in(directory);
        JsonNode deposit = recorded.exchanges().stream()
                .filter(exchange -> exchange.path("operation").asText().equals("POST /client/trading/deposit"))
                .findFirst()
                .orElseThrow()
                .at("/answer/json/data");

        assertThat(recorded.callbacks())
                .filteredOn(callback -> callback.at("/json/payload/trade/id").equals(deposit.path("id")))
                .extracting(
                        callback -> callback.at("/json/payload/trade/status").asText())
                .contains("INITIATED", "HOLD", "COMPLETED");
        assertThat(recorded.callbacks())
                .extracting(callback -> callback.at("/json/payload/trade/externalId"))
                .contains(deposit.path("externalId"));
    }
}
