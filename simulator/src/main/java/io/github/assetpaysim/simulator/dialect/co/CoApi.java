package io.github.assetpaysim.simulator.dialect.co;

import io.github.assetpaysim.simulator.dialect.co.hint.CoHints;
import io.github.assetpaysim.simulator.dialect.co.hint.Members;
import io.github.assetpaysim.simulator.dialect.co.hint.RefusedRequest;
import io.github.assetpaysim.simulator.endpoint.Named;
import io.github.assetpaysim.simulator.endpoint.StruckRequest;
import io.github.assetpaysim.simulator.http.Api;
import io.github.assetpaysim.simulator.http.Body;
import io.github.assetpaysim.simulator.http.ErrorStyle;
import io.github.assetpaysim.simulator.http.Exchanges;
import io.github.assetpaysim.simulator.http.Query;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.http.Surface;
import io.github.assetpaysim.simulator.merchant.ClientClaims;
import io.github.assetpaysim.simulator.merchant.ClientToken;
import io.github.assetpaysim.simulator.merchant.Deposits;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.merchant.Merchants;
import io.github.assetpaysim.simulator.merchant.RateLimits;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.traffic.Exchange;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** The dialect's endpoints (A4). */
public final class CoApi implements Api {
    static final String AUTHENTICATE_CLIENT = "authenticate-client";
    private static final String INVENTORY = "inventory";
    private static final String DEPOSIT = "deposit";

    /** The names by which faults call the endpoints. */
    static final List<String> OPERATIONS = List.of(AUTHENTICATE_CLIENT, INVENTORY, DEPOSIT);

    /** What there is, each with its method. */
    static final Map<String, String> PATHS = Map.of(
            "/auth/authenticate-client", "POST",
            "/client/inventory", "GET",
            "/client/trading/deposit", "POST");

    /** What is refused whatever the request is like, so that nothing about it can be at fault. */
    private static final Set<CoError> TROUBLE = EnumSet.of(
            CoError.SERVER_ERROR, CoError.RATE_LIMITED, CoError.SERVICE_UNAVAILABLE, CoError.SYSTEM_MAINTENANCE);

    private final Merchants merchants;
    private final InstantSource wall;
    private final ClientToken tokens = new ClientToken();
    private final RenderedPages pages = new RenderedPages();
    private final ErrorStyle errors = new CoErrors();

    public CoApi(Merchants merchants, InstantSource wall) {
        this.merchants = merchants;
        this.wall = wall;
    }

    @Override
    public String prefix() {
        return "/";
    }

    @Override
    public ErrorStyle errors() {
        return errors;
    }

    /** Where the client token goes, which is made for browsers; the API key has to stay on the backend (A1). */
    @Override
    public boolean isForPages(String path) {
        return path.startsWith("/client/");
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/auth/authenticate-client", this::authenticateClient);
        routes.get("/client/inventory", forClient(INVENTORY, RateLimits.Group.INVENTORY, this::inventory));
        routes.post("/client/trading/deposit", forClient(DEPOSIT, RateLimits.Group.TRADING, this::deposit));
    }

    private void authenticateClient(Context ctx) {
        Merchant merchant = merchant(ctx);
        StruckRequest.carryOut(
                ctx, merchants, merchant, AUTHENTICATE_CLIENT, null, wall, () -> authenticateClient(ctx, merchant));
    }

    private void authenticateClient(Context ctx, Merchant merchant) {
        merchant.count(RateLimits.Group.AUTHENTICATION, wall.instant());
        ClientClaims client = CoRequests.client(Body.json(ctx));
        String token = ClientToken.issue(
                merchant.credentials(),
                client,
                wall.instant(),
                merchant.settings().get(MerchantSettings.TOKEN_TTL));
        succeed(ctx, merchant, client, new CoWire.Token(token));
    }

    private void inventory(Context ctx, ClientToken.Bearer bearer) {
        succeed(
                ctx,
                bearer.merchant(),
                bearer.claims(),
                CoWire.of(
                        bearer.merchant().users().inventory(bearer.claims(), CoRequests.inventory(new Query(ctx))),
                        pages));
    }

    private void deposit(Context ctx, ClientToken.Bearer bearer) {
        Merchant merchant = bearer.merchant();
        Deposits.Opened opened = merchant.deposits().open(bearer.claims(), CoRequests.deposit(Body.json(ctx)));
        Surface.afterAnswer(ctx, opened.answered());
        CoWire.TradeObject trade = CoWire.of(opened.trade(), merchant.settings().values());
        CompletableFuture<?> answerable = merchant.answerable(trade.id());
        if (answerable.isDone()) {
            succeed(ctx, merchant, bearer.claims(), trade);
        } else {
            ctx.future(() -> answerable.thenRun(() -> succeed(ctx, merchant, bearer.claims(), trade)));
        }
    }

    private void succeed(Context ctx, Merchant merchant, ClientClaims client, Object data) {
        byte[] body = StrictJson.write(new CoWire.Success(Surface.requestId(ctx), true, data));
        // Otherwise a long answer would be sent in chunks.
        ctx.res().setContentLength(body.length);
        ctx.contentType("application/json").result(body);
        merchant.requests().add(Exchanges.succeeded(ctx, wall.instant(), body, client.steamId(), Members::ignored));
    }

    @Override
    public String hint(Context ctx, Refusal refusal) {
        return TROUBLE.contains(CoError.of(refusal.code()))
                ? null
                : CoHints.about(new RefusedRequest(ctx, refusal, merchants, PATHS));
    }

    @Override
    public void refused(Context ctx, Refusal refusal, byte[] answer, String hint) {
        Exchange exchange = Exchanges.refused(
                ctx, wall.instant(), answer, CoError.of(refusal.code()).named(), hint);
        new Named(ctx, merchants)
                .merchant()
                .map(Merchant::requests)
                .orElseGet(merchants::strangers)
                .add(exchange);
    }

    private Merchant merchant(Context ctx) {
        String key = ctx.header("api-key");
        if (key == null || key.isBlank()) {
            throw new Refusal(
                    Refusal.Reason.MISSING_API_KEY, "the api-key header is missing; send the merchant's API key in it");
        }
        return merchants
                .byApiKey(key.trim())
                .orElseThrow(() ->
                        new Refusal(Refusal.Reason.INVALID_API_KEY, "the api-key header carries no known API key"));
    }

    /** An endpoint that takes a client token; counted against the limits of {@code group}. */
    private Handler forClient(
            String operation, RateLimits.Group group, BiConsumer<Context, ClientToken.Bearer> endpoint) {
        return ctx -> {
            ClientToken.Bearer bearer =
                    tokens.check(ctx.header("Authorization"), merchants::byMerchantId, wall.instant());
            StruckRequest.carryOut(
                    ctx,
                    merchants,
                    bearer.merchant(),
                    operation,
                    bearer.claims().steamId(),
                    wall,
                    () -> {
                        bearer.merchant().count(group, wall.instant());
                        endpoint.accept(ctx, bearer);
                    });
        };
    }
}
