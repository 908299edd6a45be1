package io.github.assetpaysim.simulator.control;

import static io.github.assetpaysim.simulator.support.Refusals.assertProblem;
import static io.github.assetpaysim.simulator.support.TestClient.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AddedFaultsTest {
    private static final String LATENCY =
            "{\"trigger\":{\"on\":\"inventory\",\"nth\":2},\"fault\":{\"name\":\"latency\",\"by\":\"1ms\"}}";

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private final TestClient client = RUNNING.client();

    private static String plan(String... entries) {
        return "{\"faults\":[" + String.join(",", entries) + "]}";
    }

    @Test
    void faults_that_are_added_come_behind_the_others_whose_counts_stay() {
        JsonNode merchant = client.merchant("{}");
        String faults = path(merchant) + "/faults";
        String token = client.token(merchant, "76561198012345678");
        client.put(faults, plan(LATENCY));
        client.get("/client/inventory", "Authorization", token);

        JsonNode added = client.post(faults, plan(LATENCY, LATENCY)).json();
        assertThat(added).isEqualTo(client.get(faults).json());
        assertThat(added.required("faults")).hasSize(3);
        assertThat(added.at("/faults/0/matched").intValue()).isEqualTo(1);
        assertThat(added.at("/faults/1/matched").intValue()).isZero();
        assertThat(added.required("neverStruck").toString()).isEqualTo("[0,1,2]");

        client.get("/client/inventory", "Authorization", token);
        assertThat(client.get(faults).json().required("neverStruck").toString()).isEqualTo("[1,2]");
    }

    @Test
    void more_than_a_plan_can_have_are_a_conflict_and_change_nothing() {
        JsonNode merchant = client.merchant("{}");
        String faults = path(merchant) + "/faults";
        client.put(faults, plan(Collections.nCopies(999, LATENCY).toArray(String[]::new)));

        assertProblem(
                client.post(faults, plan(LATENCY, LATENCY)), 409, "a plan has at most 1000 faults; 999 are planned");
        assertThat(client.post(faults, plan(LATENCY)).json().required("faults")).hasSize(1000);
    }

    @Test
    void what_is_no_fault_is_refused_as_in_a_plan() {
        assertProblem(client.post("/_sim/merchants/default/faults", "{\"fault\":[]}"), 400, "fault");
    }
}
