package io.github.assetpaysim.simulator.control;

import static io.github.assetpaysim.simulator.support.Refusals.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.http.Api;
import io.github.assetpaysim.simulator.http.ErrorStyle;
import io.github.assetpaysim.simulator.http.WebServer;
import io.github.assetpaysim.simulator.log.EventLog;
import io.github.assetpaysim.simulator.seed.Seed;
import io.github.assetpaysim.simulator.support.RawHttp;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import io.javalin.config.RoutesConfig;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
    private static WebServer local;
    private static WebServer wide;
    private static WebServer withToken;

    /** Behind a guard, and nothing else. */
    private record Guarded(Guard guard) implements Api {
        @Override
        public String prefix() {
            return "/_sim";
        }

        @Override
        public ErrorStyle errors() {
            return new Problems();
        }

        @Override
        public void addTo(RoutesConfig routes) {
            routes.before("/_sim/*", guard::check);
            routes.get("/_sim/x", ctx -> ctx.result("in"));
            routes.post("/_sim/x", ctx -> ctx.result("in"));
            routes.patch("/_sim/x", ctx -> ctx.result("in"));
            routes.delete("/_sim/x", ctx -> ctx.result("in"));
        }
    }

    @BeforeAll
    static void start() {
        local = server(new Guard(true, "127.0.0.2", null));
        wide = server(new Guard(false, "0.0.0.0", null));
        withToken = server(new Guard(false, "0.0.0.0", "s3cret"));
    }

    private static WebServer server(Guard guard) {
        return new WebServer(
                "127.0.0.1", 0, List.of(new Guarded(guard)), new Seed(1), EventLog.SILENT, WebServer.LONGEST_IDLE);
    }

    @AfterAll
    static void stop() {
        local.close();
        wide.close();
        withToken.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8080",
                "LOCALHOST",
                "127.0.0.1",
                "127.0.0.1:1",
                "[::1]",
                "[::1]:8080",
                "127.0.0.2:80"
            })
    void the_names_of_this_machine_and_the_address_it_listens_on_are_let_in(String host) {
        assertThat(get(local, "Host: " + host).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "127.0.0.3",
                "[::2]",
                "0.0.0.0"
            })
    void any_other_host_name_is_refused_because_a_web_page_can_choose_it(String host) {
        assertProblem(
                get(local, "Host: " + host), 403, "not to the host name '" + host.replaceFirst(":8080$", "") + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "null",
                "http://localhost:9999",
                "http://localhost",
                "file://",
                "http://localhost:80800"
            })
    void a_web_page_of_another_origin_is_refused(String origin) {
        assertProblem(
                get(local, "Host: localhost:8080", "Origin: " + origin),
                403,
                "closed to web pages of other origins: " + origin);
        assertProblem(
                send(local, "DELETE", "/_sim/x", "Host: localhost:8080", "Origin: " + origin),
                403,
                "closed to web pages of other origins");
    }

    @Test
    void a_page_of_the_simulator_itself_is_let_in() {
        assertThat(get(local, "Host: localhost:8080", "Origin: http://localhost:8080")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void no_answer_allows_another_origin_to_read_it() {
        for (String method : new String[] {"GET", "OPTIONS", "POST"}) {
            Answer answer = send(
                    local,
                    method,
                    "/_sim/x",
                    "Host: localhost:8080",
                    "Origin: http://evil.example",
                    "Access-Control-Request-Method: DELETE");

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.headers().keySet())
                    .noneMatch(name -> name.toLowerCase().startsWith("access-control"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, text/plain, 415",
        "POST, application/x-www-form-urlencoded, 415",
        "POST, multipart/form-data, 415",
        "POST, , 415",
        "PATCH, text/plain, 415",
        "POST, application/json, 200",
        "POST, Application/JSON; charset=utf-8, 200",
        "PATCH, application/json, 200",
        "GET, text/plain, 200",
        "DELETE, , 200"
    })
    void a_write_must_be_JSON_because_a_form_cannot_send_that(String method, String type, int status) {
        Answer answer = type == null
                ? send(local, method, "/_sim/x", "Host: localhost")
                : send(local, method, "/_sim/x", "Host: localhost", "Content-Type: " + type);

        assertThat(answer.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/_sim/x",
                "/_sim/x/",
                "/_sim/nothing",
                "/%5Fsim/x",
                "/_sim//x",
                "/a/../_sim/x",
                "/_sim;a/x",
                "/_sim/x?a"
            })
    void no_spelling_of_the_path_goes_round_the_guard(String path) {
        assertThat(send(local, "GET", path, "Host: evil.example").status()).isIn(400, 403, 404);
        assertThat(new String(send(local, "GET", path, "Host: evil.example").body()))
                .isNotEqualTo("in");
    }

    @Test
    void beyond_this_machine_it_is_off_without_a_token() {
        assertProblem(
                get(wide, "Host: localhost"),
                403,
                "the control API is off, because the simulator listens beyond this machine; start it with --control-token");
        assertProblem(get(wide, "Host: localhost", "Authorization: Bearer null"), 403, "is off");
    }

    @Test
    void beyond_this_machine_the_token_opens_it_under_any_host_name_but_to_no_foreign_page() {
        String right = "Authorization: Bearer s3cret";

        assertThat(get(withToken, "Host: simulator.test", right).status()).isEqualTo(200);
        assertThat(get(withToken, "Host: simulator.test", "Origin: http://simulator.test", right)
                        .status())
                .isEqualTo(200);
        assertProblem(get(withToken, "Host: a", "Origin: http://evil.example", right), 403, "other origins");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X: y",
                "Authorization: s3cret",
                "Authorization: Bearer s3cre",
                "Authorization: Bearer s3cret2",
                "Authorization: Basic s3cret",
                "Authorization: Bearer"
            })
    void a_missing_or_wrong_token_is_401_and_says_what_is_asked_for(String header) {
        Answer answer = get(withToken, "Host: localhost", header);

        assertProblem(answer, 401, "asks for Authorization: Bearer <the value of --control-token>");
        assertThat(new String(answer.body())).doesNotContain("s3cret");
    }

    private static Answer get(WebServer server, String... headers) {
        return send(server, "GET", "/_sim/x", headers);
    }

    private static Answer send(WebServer server, String method, String path, String... headers) {
        String[] lines = new String[headers.length + 2];
        System.arraycopy(headers, 0, lines, 2, headers.length);
        lines[0] = method + " " + path + " HTTP/1.1";
        lines[1] = "Content-Length: 0";
        return RawHttp.send(URI.create("http://127.0.0.1:" + server.port()), lines);
    }
}
