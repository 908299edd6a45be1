package io.github.assetpaysim.simulator;

import static io.github.assetpaysim.simulator.support.TestClient.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.Signature;
import io.github.assetpaysim.simulator.support.TestClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Many merchants in one simulator, all at the same time; whatever could be mixed up is alike. */
class IsolationTest {
    private static final int MERCHANTS = 200;
    private static final String ALICE = "76561198000000001";

    /** What is planned for a merchant, and which callbacks it makes of the ordinary five. */
    private record Case(String trigger, String fault, List<String> events) {
        String plan() {
            return fault == null
                    ? "{\"faults\":[]}"
                    : "{\"faults\":[{\"trigger\":{\"on\":\"callback\"," + trigger + "},\"fault\":{" + fault + "}}]}";
        }
    }

    private static final List<Case> CASES = List.of(
            new Case("", null, List.of("INITIATED", "PENDING", "ACTIVE", "HOLD", "COMPLETED")),
            new Case(
                    "\"status\":\"HOLD\"",
                    "\"name\":\"duplicate\",\"copies\":2,\"gap\":\"10s\"",
                    List.of("INITIATED", "PENDING", "ACTIVE", "HOLD", "HOLD", "HOLD", "COMPLETED")),
            new Case(
                    "\"externalId\":\"order-1\",\"nth\":3",
                    "\"name\":\"drop\"",
                    List.of("INITIATED", "PENDING", "HOLD", "COMPLETED")),
            new Case(
                    "\"status\":\"PENDING\",\"steamId\":\"" + ALICE + "\"",
                    "\"name\":\"lost-acknowledgement\"",
                    List.of("INITIATED", "PENDING", "PENDING", "ACTIVE", "HOLD", "COMPLETED")),
            new Case(
                    "\"status\":\"COMPLETED\"",
                    "\"name\":\"wrong-secret\",\"besides\":true",
                    List.of("INITIATED", "PENDING", "ACTIVE", "HOLD", "COMPLETED", "COMPLETED")),
            // Its time is never moved.
            new Case("\"status\":\"COMPLETED\"", "\"name\":\"drop\"", List.of("INITIATED")));

    private static Case caseOf(int number) {
        return CASES.get(number % CASES.size());
    }

    private static boolean standsStill(int number) {
        return number % CASES.size() == CASES.size() - 1;
    }

    private static Instant startOf(int number) {
        return Instant.parse("2030-01-01T00:00:00Z").plus(Duration.ofDays(number));
    }

    private static String secretOf(int number) {
        return "секрет-" + number;
    }

    @Test
    void two_hundred_merchants_at_once_get_their_own_callbacks_faults_and_time_only() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(32);
        long began = System.nanoTime();
        try (Receiver receiver = Receiver.good();
                Simulator simulator = Simulator.start(Settings.STANDARD)) {
            TestClient client = new TestClient(simulator);
            List<Future<Seen>> running = new ArrayList<>();
            for (int i = 0; i < MERCHANTS; i++) {
                int number = i;
                running.add(threads.submit(() -> play(client, receiver, number)));
            }
            List<Seen> seen = new ArrayList<>();
            for (Future<Seen> each : running) {
                seen.add(each.get());
            }
            double seconds = (System.nanoTime() - began) / 1e9;

            Map<String, List<Receiver.Got>> byPath =
                    receiver.got().stream().collect(Collectors.groupingBy(Receiver.Got::path));
            Set<String> trades = new HashSet<>();
            for (int i = 0; i < MERCHANTS; i++) {
                check(i, seen.get(i), byPath.get("/" + i));
                trades.add(seen.get(i).tradeId());
            }
            assertThat(trades).hasSize(MERCHANTS);
            System.out.printf(
                    "%d merchants, %d callbacks: %.2f s%n",
                    MERCHANTS, receiver.got().size(), seconds);
            assertThat(seconds).isLessThan(30);
        } finally {
            threads.shutdownNow();
        }
    }

    private record Seen(String tradeId, JsonNode trades, JsonNode faults, JsonNode clock, JsonNode callbacks) {}

    private static Seen play(TestClient client, Receiver receiver, int number) {
        JsonNode merchant = client.merchant("{\"callbackUrl\":\""
                + receiver.url().resolve("/" + number) + "\",\"apiSecret\":\"" + secretOf(number) + "\",\"startAt\":\""
                + startOf(number) + "\",\"seed\":1}");
        String path = path(merchant);
        client.put(path + "/faults", caseOf(number).plan());
        String token = client.token(merchant, ALICE);
        JsonNode item = client.depositable(token, "730").get(0);
        TestClient.Answer deposit = client.deposit(token, item, ",\"externalId\":\"order-1\"");
        assertThat(deposit.status()).isEqualTo(200);
        client.advance(merchant, standsStill(number) ? "0s" : "P8D");
        return new Seen(
                deposit.data().required("id").textValue(),
                client.get(path + "/trades").json().required("trades"),
                client.get(path + "/faults").json(),
                client.get(path + "/clock").json(),
                client.get(path + "/callbacks").json().required("callbacks"));
    }

    private static void check(int number, Seen seen, List<Receiver.Got> got) {
        Case expected = caseOf(number);
        assertThat(got).as("callbacks of merchant %d", number).isNotNull();
        assertThat(got)
                .extracting(Receiver.Got::event)
                .as("merchant %d", number)
                .isEqualTo(expected.events());
        assertThat(got)
                .allSatisfy(callback ->
                        assertThat(callback.trade().required("id").textValue()).isEqualTo(seen.tradeId()));
        // The forged one comes just before the last.
        boolean forged = expected.fault() != null && expected.fault().contains("wrong-secret");
        for (int i = 0; i < got.size(); i++) {
            Receiver.Got callback = got.get(i);
            boolean genuine = !forged || i != got.size() - 2;
            assertThat(callback.payload()
                            .required("key")
                            .textValue()
                            .equals(Signature.of(callback.trade(), secretOf(number))))
                    .as("signature of callback %d of merchant %d", i, number)
                    .isEqualTo(genuine);
        }
        assertThat(seen.trades()).hasSize(1);
        assertThat(Instant.parse(seen.clock().required("now").textValue()))
                .isEqualTo(startOf(number).plus(Duration.ofDays(standsStill(number) ? 0 : 8)));
        assertThat(StreamSupport.stream(seen.faults().required("faults").spliterator(), false)
                        .map(each -> each.required("struck").intValue()))
                .isEqualTo(expected.fault() == null ? List.of() : List.of(standsStill(number) ? 0 : 1));
        int dropped = expected.fault() != null && expected.fault().contains("drop") && !standsStill(number) ? 1 : 0;
        int again = expected.fault() != null && expected.fault().contains("lost") ? 1 : 0;
        assertThat(seen.callbacks()).hasSize(got.size() + dropped - again);
    }
}
