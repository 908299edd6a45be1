package io.github.assetpaysim.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.http.HttpProxy;
import io.github.assetpaysim.contract.http.HttpUrl;
import io.restassured.RestAssured;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.config.EncoderConfig;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.JsonConfig;
import io.restassured.config.RedirectConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.time.Duration;
import org.opentest4j.TestAbortedException;

/**
 * The API under test and a merchant there. At a simulator, which is known by its control API, the merchant is made for this run
 * and thrown away with it, and time can be moved; at any other host the merchant is the one whose credentials were given.
 */
public final class Target implements AutoCloseable {
    private static final String CONTROL = "/_sim";
    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 30_000;
    private static final RestAssuredConfig CONFIG = RestAssuredConfig.config()
            .jsonConfig(JsonConfig.jsonConfig().numberReturnType(JsonPathConfig.NumberReturnType.BIG_DECIMAL))
            .encoderConfig(EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false))
            // A redirect could lead from staging to production.
            .redirect(RedirectConfig.redirectConfig().followRedirects(false))
            .httpClient(HttpClientConfig.httpClientConfig()
                    .setParam("http.connection.timeout", CONNECT_MILLIS)
                    .setParam("http.socket.timeout", ANSWER_MILLIS));

    private final Options options;
    private final RequestSpecification base;
    private final String apiKey;
    private final String apiSecret;
    private final SteamUser user;
    /** The merchant's id in the control API; null at a host that is no simulator. */
    private final String controlId;

    private Target(
            Options options,
            RequestSpecification base,
            String apiKey,
            String apiSecret,
            SteamUser user,
            String controlId) {
        this.options = options;
        this.base = base;
        this.apiKey = apiKey;
        this.apiSecret = apiSecret;
        this.user = user;
        this.controlId = controlId;
    }

    /**
     * Reaches the target and finds out what it is.
     *
     * @param callbackUrl where a simulator shall send callbacks
     * @throws UnusableTarget when nothing can be checked there
     */
    public static Target open(Options options, URI callbackUrl) {
        RequestSpecification base = base(options.target());
        return isSimulator(base, options) ? simulator(base, options, callbackUrl) : other(base, options);
    }

    private static RequestSpecification base(HttpUrl url) {
        RequestSpecBuilder base = new RequestSpecBuilder()
                .setConfig(CONFIG)
                .setBaseUri(url.text())
                // Without one, REST Assured takes 8080 for some hosts.
                .setPort(url.port());
        HttpProxy proxy = HttpProxy.to(url);
        return (proxy == null ? base : base.setProxy(proxy.host(), proxy.port())).build();
    }

    private static boolean isSimulator(RequestSpecification base, Options options) {
        Response health;
        try {
            health = control(base, options).get(CONTROL + "/health");
        } catch (Exception e) {
            // REST Assured throws checked exceptions that it does not declare.
            throw new UnusableTarget("The target " + options.target() + " cannot be reached (" + e + via(options)
                    + "): start it, or correct -Dassetpay.target, or leave that out to check a simulator in-process.");
        }
        return health.statusCode() == 200
                && String.valueOf(health.contentType()).startsWith("application/json")
                && Json.parse(health.asByteArray()).path("status").asText().equals("ok");
    }

    private static String via(Options options) {
        HttpProxy proxy = HttpProxy.to(options.target());
        return proxy == null ? "" : "; asked through " + proxy;
    }

    private static Target simulator(RequestSpecification base, Options options, URI callbackUrl) {
        String settings = Json.text(Json.object().put("callbackUrl", callbackUrl.toString()));
        Response created = control(base, options).body(settings).post(CONTROL + "/merchants");
        if (created.statusCode() == 401) {
            throw new UnusableTarget("The simulator at " + options.target() + " refuses its control API ("
                    + detail(created) + "): give its token as -Dassetpay.controlToken.");
        }
        if (created.statusCode() != 201) {
            throw new UnusableTarget("The simulator at " + options.target() + " makes no merchant (HTTP "
                    + created.statusCode() + ", " + detail(created)
                    + "): use the simulator of the same version as these checks.");
        }
        JsonNode merchant = Json.parse(created.asByteArray());
        return new Target(
                options,
                base,
                merchant.path("apiKey").textValue(),
                merchant.path("apiSecret").textValue(),
                options.user() == null ? SteamUser.SIMULATED : options.user(),
                merchant.path("id").textValue());
    }

    private static Target other(RequestSpecification base, Options options) {
        if (options.apiKey() == null || options.apiSecret() == null || options.user() == null) {
            throw new UnusableTarget("The target " + options.target() + " is no simulator: say for which merchant and"
                    + " Steam user to ask it with -Dassetpay.apiKey, -Dassetpay.apiSecret, -Dassetpay.steamId and"
                    + " -Dassetpay.tradeUrl.");
        }
        return new Target(options, base, options.apiKey(), options.apiSecret(), options.user(), null);
    }

    private static RequestSpecification control(RequestSpecification base, Options options) {
        RequestSpecification request = RestAssured.given().spec(base).contentType("application/json");
        return options.controlToken() == null
                ? request
                : request.header("Authorization", "Bearer " + options.controlToken());
    }

    private static String detail(Response problem) {
        return Json.parse(problem.asByteArray()).path("detail").asText();
    }

    /** A request that still lacks its credentials. */
    RequestSpecification request() {
        return RestAssured.given().spec(base).contentType("application/json");
    }

    public String apiKey() {
        return apiKey;
    }

    public String apiSecret() {
        return apiSecret;
    }

    public SteamUser user() {
        return user;
    }

    public boolean isSimulator() {
        return controlId != null;
    }

    /** Skips the running check unless the target is a simulator. */
    public void assumeSimulator(String need) {
        if (!isSimulator()) {
            throw new TestAbortedException(
                    need + ", and " + options.target() + " is no simulator (it has no " + CONTROL + "/health)");
        }
    }

    /** Skips the running check unless it may create a trade. */
    public void assumeTradesMayBeCreated() {
        if (!isSimulator() && !options.mayCreateTrades()) {
            throw new TestAbortedException("creates a trade, and " + options.target()
                    + " is no simulator; allow it with -Dassetpay.allow=creates-trade");
        }
    }

    /** Lets time pass for this merchant; everything that becomes due has been done on return. */
    public void advance(Duration by) {
        Response answer = control(base, options)
                .body(Json.text(Json.object().put("by", by.toString())))
                .post(merchant() + "/clock/advance");
        if (answer.statusCode() != 200) {
            throw new AssertionError(
                    "the simulator's clock did not move: HTTP " + answer.statusCode() + ", " + answer.asString());
        }
    }

    /** What the simulator knows about the callbacks of a trade, to explain why one is missing. */
    String journal(String tradeId) {
        return control(base, options)
                .get(merchant() + "/callbacks?tradeId=" + tradeId)
                .asString();
    }

    private String merchant() {
        assumeSimulator("needs the control API");
        return CONTROL + "/merchants/" + controlId;
    }

    @Override
    public void close() {
        if (isSimulator()) {
            control(base, options).delete(merchant());
        }
    }

    @Override
    public String toString() {
        return options.target().toString();
    }
}
