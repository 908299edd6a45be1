package io.github.assetpaysim.simulator.dialect.co;

import static io.github.assetpaysim.simulator.support.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.dialect.Operation;
import io.github.assetpaysim.simulator.endpoint.Endpoint;
import io.github.assetpaysim.simulator.merchant.RateLimits;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import io.github.assetpaysim.simulator.trade.Refusal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documented rate limits (A10), endpoint by endpoint. */
class RateLimitsTest {
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private final TestClient client = RUNNING.client();

    /** @param group those with the same one are counted together */
    record Row(String operation, String group, int verified, int unverified, int seconds) {}

    static List<Row> table() {
        return List.of(
                new Row("POST /auth/authenticate-client", "authentication", 1_000_000, 100, HOUR),
                new Row("GET /client/inventory", "inventory", 1_000, 10, MINUTE),
                new Row("GET /client/market", "market", 2_000, 20, MINUTE),
                new Row("GET /client/market/suggestions", "market", 2_000, 20, MINUTE),
                new Row("GET /client/market/item", "market", 2_000, 20, MINUTE),
                new Row("POST /client/trading/deposit", "trading", 500, 5, MINUTE),
                new Row("POST /client/trading/withdraw", "trading", 500, 5, MINUTE),
                new Row("GET /client/trades", "history", 3_000, 30, MINUTE),
                new Row("POST /secure/check-tradeurl", "trade URL check", 100_000, 100, HOUR),
                new Row("GET /secure/prices", "prices", 1_000, 100, HOUR));
    }

    private static Operation operation(Row row) {
        return CoApi.ENDPOINTS.stream()
                .map(Endpoint::operation)
                .filter(each -> row.operation.equals(each.method() + " " + each.path()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void every_endpoint_is_in_the_table() {
        assertThat(CoApi.ENDPOINTS)
                .extracting(each ->
                        each.operation().method() + " " + each.operation().path())
                .containsExactlyInAnyOrderElementsOf(
                        table().stream().map(Row::operation).toList());
    }

    /** Sends a request that is cheap to answer; what is wrong with it is found only after it was counted. */
    private Answer ask(JsonNode merchant, String token, Row row) {
        Operation operation = operation(row);
        String[] credential = operation.namesUser()
                ? new String[] {"Authorization", token}
                : new String[] {"api-key", merchant.required("apiKey").textValue()};
        return operation.method().equals("GET")
                ? client.get(operation.path() + "?game=0&itemId=none", credential)
                : client.post(operation.path(), "{}", credential);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void exactly_the_limit_of_an_unverified_merchant_passes(Row row) {
        JsonNode merchant = client.merchant("{}");
        JsonNode other = client.merchant("{\"rateLimits\":\"unverified\"}");
        String token = client.token(merchant, "76561198012345678");
        String neighbour = client.token(merchant, "76561198012345679");
        client.patch(TestClient.path(merchant), "{\"rateLimits\":\"unverified\"}");
        for (int i = 0; i < row.unverified; i++) {
            assertThat(ask(merchant, i % 2 == 0 ? token : neighbour, row).status())
                    .isNotEqualTo(429);
        }

        for (Row each : table()) {
            Answer answer = ask(merchant, token, each);
            if (each.group.equals(row.group)) {
                assertRefused(answer, 429, 1007, "RATE_LIMITED", "more than " + row.unverified + " requests");
                assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, row.seconds);
            } else {
                assertThat(answer.status()).as(each.operation).isNotEqualTo(429);
            }
        }
        assertThat(ask(other, client.token(other, "76561198012345678"), row).status())
                .isNotEqualTo(429);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void exactly_the_limit_of_a_verified_merchant_passes_in_each_window(Row row) {
        RateLimits limits = new RateLimits();
        Instant start = Instant.parse("2031-03-04T10:00:00Z");
        Instant last = start.plusSeconds(row.seconds).minusMillis(1);
        Runnable count = () -> limits.count(operation(row).limit(), RateLimits.Plan.VERIFIED, last);
        limits.count(operation(row).limit(), RateLimits.Plan.VERIFIED, start);
        for (int i = 1; i < row.verified; i++) {
            count.run();
        }

        assertThatThrownBy(count::run)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.retryAfter()).hasMillis(1));
        limits.count(operation(row).limit(), RateLimits.Plan.VERIFIED, start.plusSeconds(row.seconds));
    }
}
