package io.github.assetpaysim.simulator.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.support.RawHttp;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the page's files are served. */
class PageTest {
    private static final Path FILES = Path.of("src/main/page");
    /** A script's imports start where it lies, what the document shows starts at the document. */
    private static final Pattern IMPORTED =
            Pattern.compile("(?m)^(?! *(?:/?\\*|//)).*\\b(?:from|import) *\\(?['\"]([^'\"]+)['\"]");

    private static final Pattern SHOWN = Pattern.compile("\\b(?:href|src)=[\"']([^\"'#$]+)[\"']");

    private static Simulator simulator;
    private static TestClient client;

    @BeforeAll
    static void start() {
        simulator = Simulator.start(Settings.STANDARD);
        client = new TestClient(simulator);
    }

    @AfterAll
    static void stop() {
        simulator.stop();
    }

    @Test
    void who_is_no_browser_finds_there_what_AssetPay_has() {
        Answer answer = client.get("/", "Accept", "application/json");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().at("/error/code").asInt()).isEqualTo(1004);
    }

    @ParameterizedTest
    @CsvSource({"GET, /", "HEAD, /", "GET, /_sim", "HEAD, /_sim"})
    void whoever_comes_to_the_front_door_is_sent_to_the_page(String method, String path) {
        Answer answer = client.send(method, path, null, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

        assertThat(answer.status()).isEqualTo(302);
        // Relative, so that it holds behind a proxy too.
        assertThat(answer.header("location")).isEqualTo("_sim/");
    }

    @ParameterizedTest
    @CsvSource({
        "/_sim/, text/html",
        "/_sim/page/app.js, text/javascript",
        "/_sim/page/style.css, text/css",
        "/_sim/page/icon.svg, image/svg+xml",
        "/_sim/page/lib/lit-html.js, text/javascript",
        "/_sim/page/lib/directives/if-defined.js, text/javascript",
        "/_sim/page/lib/LICENSE, text/plain"
    })
    void a_file_is_served_as_what_it_is_and_may_load_nothing_from_elsewhere(String path, String type) {
        Answer answer = client.get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isNotEmpty();
        assertThat(answer.header("content-type")).startsWith(type).endsWith("charset=utf-8");
        assertThat(answer.header("content-security-policy"))
                .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                        + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        Answer head = client.send("HEAD", path, null);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("content-type")).isEqualTo(answer.header("content-type"));
    }

    @Test
    void every_file_is_served_as_it_is_and_so_is_whatever_it_names() throws IOException {
        URI document = URI.create("/_sim/");
        URI base = document.resolve("page/");
        try (Stream<Path> files = Files.walk(FILES).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                URI here = file.endsWith("index.html")
                        ? document
                        : base.resolve(FILES.relativize(file).toString());
                assertThat(client.get(here.toString()).body())
                        .as(here.toString())
                        .isEqualTo(Files.readAllBytes(file));
                String text = Files.readString(file);
                Stream.concat(named(IMPORTED, text, here), named(SHOWN, text, document))
                        .forEach(there -> assertThat(client.get(there).status())
                                .as(file + " names " + there)
                                .isEqualTo(200));
            }
        }
    }

    private static Stream<String> named(Pattern naming, String text, URI from) {
        return naming.matcher(text)
                .results()
                .map(named -> from.resolve(named.group(1)).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/_sim/page",
                "/_sim/page/",
                "/_sim/page/nothing.js",
                "/_sim/page/index.html",
                "/_sim/page/Page.class",
                "/_sim/page/lib",
                "/_sim/page/lib/",
                "/_sim/page/LICENSE",
                "/_sim/page/..%2fbuild.properties",
                "/_sim/page/%2e%2e/build.properties",
                "/_sim/page//app.js",
                "/_sim/page/.js",
                "/_sim/page/app.js%00.js",
                "/_sim/page/%2fapp.js",
                "/_sim/page/lib%5clit-html.js"
            })
    void nothing_but_its_files_is_there(String path) {
        Answer answer = RawHttp.send(simulator.baseUrl(), "GET " + path + " HTTP/1.1", "Host: localhost");

        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.headers()).doesNotContainKey("content-security-policy");
        assertThat(answer.body().length).isLessThan(300);
    }

    @Test
    void a_file_that_is_not_there_and_a_method_that_is_none_are_told_in_a_line() {
        Answer missing = client.get("/_sim/page/nothing.js");
        assertThat(missing.header("content-type")).startsWith("text/plain");
        assertThat(missing.body()).asString().isEqualTo("404 the page has no file 'nothing.js'\n");

        Answer posted = client.post("/_sim/page/app.js", "{}");
        assertThat(posted.status()).isEqualTo(405);
        assertThat(posted.header("allow")).isEqualTo("GET, HEAD");
        assertThat(posted.body()).asString().isEqualTo("405 this path knows no such method: POST /_sim/page/app.js\n");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, , 403", "0.0.0.0, , 403", "0.0.0.0, s3cret, 401"})
    void it_opens_where_the_control_API_does_not_and_can_say_why(String host, String token, int status) {
        Settings settings = Settings.STANDARD.with("host", host);
        try (Simulator guarded = Simulator.start(token == null ? settings : settings.with("controlToken", token))) {
            for (String path : List.of("/_sim/", "/_sim/page/app.js")) {
                assertThat(get(guarded, path).status()).isEqualTo(200);
            }
            assertThat(get(guarded, "/_sim").status()).isEqualTo(302);
            for (String path : List.of("/_sim/merchants", "/_sim/pages/app.js", "/_sim/page.js")) {
                assertThat(get(guarded, path).status()).isEqualTo(status);
            }
        }
    }

    private static Answer get(Simulator simulator, String path) {
        return RawHttp.send(simulator.baseUrl(), "GET " + path + " HTTP/1.1", "Host: simulator.test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/_sim", "/_sim/", "/_sim/page/app.js"})
    void switched_off_it_leaves_the_control_API_alone(String path) {
        try (Simulator without = Simulator.start(Settings.STANDARD.withoutPage())) {
            assertThat(new TestClient(without).get(path).status()).isEqualTo(404);
            assertThat(new TestClient(without).get("/_sim/merchants").status()).isEqualTo(200);
        }
    }

    @Test
    void without_a_control_API_there_is_no_page() {
        try (Simulator without = Simulator.start(Settings.STANDARD.withoutControl())) {
            assertThat(new TestClient(without).get("/_sim/").status()).isEqualTo(404);
            assertThat(new TestClient(without).get("/").status()).isEqualTo(404);
        }
    }
}
