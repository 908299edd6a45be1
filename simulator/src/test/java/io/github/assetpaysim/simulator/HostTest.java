package io.github.assetpaysim.simulator;

import static io.github.assetpaysim.simulator.support.Refusals.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.support.RawHttp;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where it listens, how it says so, and what those who come from elsewhere meet there. */
class HostTest {
    private static Simulator on(String host) {
        return Simulator.start(Settings.STANDARD.with("host", host));
    }

    private static boolean has(String address) {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return socket.isBound();
        } catch (java.io.IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,         127.0.0.1",
        "localhost,         localhost",
        "::1,               [::1]",
        "[::1],             [::1]",
        "[0:0:0:0:0:0:0:1], [0:0:0:0:0:0:0:1]",
        "0.0.0.0,           127.0.0.1",
        "::,                127.0.0.1",
        "[::],              127.0.0.1"
    })
    void the_base_URL_leads_to_it_whatever_the_host(String host, String inUrl) {
        Assumptions.assumeTrue(!host.contains(":") || has("::1"), "this machine has IPv6");
        try (Simulator simulator = on(host)) {
            assertThat(simulator.baseUrl().getHost()).isEqualTo(inUrl);
            assertThat(new TestClient(simulator).get("/client/inventory").status())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[127.0.0.1]", "[localhost]", "[::1", "::1]", "[]", "[::1]:8080", "a b", ""})
    void what_is_no_address_is_refused(String host) {
        assertThatThrownBy(() -> on(host))
                .isInstanceOf(InvalidSetting.class)
                .hasMessage("host: '" + host + "' is not allowed; expected an address of this machine");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, localhost",
        "127.0.0.1, host.docker.internal:8080",
        "0.0.0.0,   10.42.0.7:8080",
        "0.0.0.0,   assetpay-sim"
    })
    void who_watches_a_container_needs_no_token_and_no_particular_name(String host, String name) {
        for (Settings settings : List.of(
                Settings.STANDARD.with("host", host),
                Settings.STANDARD.with("host", host).with("controlToken", "s3cret"))) {
            try (Simulator simulator = Simulator.start(settings)) {
                Answer answer = send(simulator, "GET", "/_sim/health", "Host: " + name);

                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.json().fieldNames()).toIterable().containsExactly("status", "version", "merchants");
                assertThat(new TestClient(simulator)
                                .send("HEAD", "/_sim/health", null)
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /_sim/health",
        "DELETE, /_sim/health",
        "GET, /_sim/health/x",
        "GET, /_sim//health",
        "GET, /_sim/merchants",
        "GET, /_sim/health/../merchants",
        "GET, /_sim/merchants?a=/_sim/health"
    })
    void nothing_but_the_health_check_is_open(String method, String path) {
        Settings settings = Settings.STANDARD.with("host", "0.0.0.0").with("controlToken", "s3cret");
        try (Simulator simulator = Simulator.start(settings)) {
            assertThat(send(simulator, method, path, "Host: assetpay-sim").status())
                    .isIn(400, 401, 404);
        }
    }

    @Test
    void a_name_that_the_control_API_does_not_answer_to_is_told_the_way_in() {
        try (Simulator simulator = on("127.0.0.1")) {
            Answer answer = send(simulator, "GET", "/_sim/merchants", "Host: host.docker.internal:8080");

            assertProblem(
                    answer,
                    403,
                    "the control API answers to localhost, 127.0.0.1 and [::1], not to the host name"
                            + " 'host.docker.internal'; start the simulator with --host 0.0.0.0 and --control-token,"
                            + " or send the header Host: localhost");
            assertThat(send(simulator, "GET", "/_sim/merchants", "Host: localhost")
                            .status())
                    .isEqualTo(200);
        }
    }

    private static Answer send(Simulator simulator, String method, String path, String... headers) {
        List<String> lines = new ArrayList<>(List.of(method + " " + path + " HTTP/1.1"));
        lines.addAll(Arrays.asList(headers));
        return RawHttp.send(simulator.baseUrl(), lines.toArray(String[]::new));
    }
}
