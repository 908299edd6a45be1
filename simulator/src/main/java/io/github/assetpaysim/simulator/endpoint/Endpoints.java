package io.github.assetpaysim.simulator.endpoint;

import io.github.assetpaysim.simulator.dialect.Operation;
import io.github.assetpaysim.simulator.http.Api;
import io.github.assetpaysim.simulator.http.ErrorStyle;
import io.github.assetpaysim.simulator.http.RequestRecorder;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.http.WebServer;
import io.github.assetpaysim.simulator.merchant.ApiKey;
import io.github.assetpaysim.simulator.merchant.ClientToken;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.Merchants;
import io.github.assetpaysim.simulator.requestlog.RecordedRequest;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The endpoints of a dialect. Each request goes the same way: authenticate, faults, rate limit, handler, envelope, journal. */
public final class Endpoints implements Api {
    private final DialectApi api;
    private final Merchants merchants;
    private final InstantSource wall;
    /** The first parts of the paths that web pages may call. */
    private final Set<String> forPages;

    public Endpoints(DialectApi api, Merchants merchants, InstantSource wall) {
        this.api = api;
        this.merchants = merchants;
        this.wall = wall;
        this.forPages = api.endpoints().stream()
                .map(Endpoint::operation)
                .filter(operation -> operation.needs() == Operation.Credential.CLIENT_TOKEN)
                .map(operation -> below(operation.path()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The first part of a path with the slashes around it. */
    private static String below(String path) {
        return path.substring(0, path.indexOf('/', 1) + 1);
    }

    @Override
    public String prefix() {
        return "/";
    }

    @Override
    public ErrorStyle errors() {
        return api.errors();
    }

    /** Where client tokens go, which are made for browsers, and beside it; the API key has to stay on the backend (A1). */
    @Override
    public boolean isForPages(String path) {
        return forPages.contains(below(path));
    }

    @Override
    public void addTo(RoutesConfig routes) {
        for (Endpoint endpoint : api.endpoints()) {
            Operation operation = endpoint.operation();
            routes.addHttpHandler(
                    HandlerType.findOrCreate(operation.method()), operation.path(), ctx -> handle(ctx, endpoint));
        }
    }

    private void handle(Context ctx, Endpoint endpoint) {
        Operation operation = endpoint.operation();
        ClientToken.Bearer caller = switch (operation.needs()) {
            case API_KEY -> new ClientToken.Bearer(merchant(ctx, operation.scope()), null);
            case CLIENT_TOKEN ->
                ClientToken.check(ctx.header("Authorization"), merchants::byMerchantId, wall.instant());
        };
        Merchant merchant = caller.merchant();
        String steamId = caller.claims() == null ? null : caller.claims().steamId();
        FaultedRequest.carryOut(ctx, merchants, merchant, operation.name(), steamId, wall, () -> {
            merchant.count(operation.limit(), wall.instant());
            Answer answer = endpoint.handler().apply(new Call(ctx, merchant, caller.claims(), wall.instant()));
            Runnable write = () -> succeed(ctx, operation, merchant, steamId, answer);
            if (answer.ready().isDone()) {
                write.run();
            } else {
                ctx.future(() -> answer.ready().thenRunAsync(write, WebServer.answering(ctx)));
            }
        });
    }

    private Merchant merchant(Context ctx, String scope) {
        String key = ctx.header("api-key");
        if (key == null || key.isBlank()) {
            throw new Refusal(
                    Refusal.Reason.MISSING_API_KEY, "the api-key header is missing; send the merchant's API key in it");
        }
        ApiKey known = merchants.apiKey(key.trim()).orElseThrow(Endpoints::unknownKey);
        if (known.revoked()) {
            throw unknownKey()
                    .hinted("It carries a key of merchant '" + known.merchant().id() + "' that was revoked: "
                            + known.id() + ".");
        }
        if (scope != null && !known.scopes().contains(scope)) {
            throw new Refusal(Refusal.Reason.MISSING_SCOPE, "the API key does not have the scope " + scope);
        }
        return known.merchant();
    }

    private static Refusal unknownKey() {
        return new Refusal(Refusal.Reason.INVALID_API_KEY, "the api-key header carries no known API key");
    }

    private void succeed(Context ctx, Operation operation, Merchant merchant, String steamId, Answer answer) {
        byte[] body = StrictJson.write(api.success(WebServer.requestId(ctx), answer.data()));
        ctx.contentType("application/json");
        merchant.requests()
                .add(RequestRecorder.of(
                        ctx,
                        wall.instant(),
                        body,
                        null,
                        answer.steamId() == null ? steamId : answer.steamId(),
                        recorded -> Optional.ofNullable(api.ignored(operation.name(), recorded))
                                .orElse(answer.hint())));
        WebServer.answer(ctx, body);
    }

    @Override
    public String hint(Context ctx, Refusal refusal) {
        return api.hint(ctx, refusal, merchants);
    }

    @Override
    public void refused(Context ctx, Refusal refusal, byte[] answer, String hint) {
        RecordedRequest recorded =
                RequestRecorder.of(ctx, wall.instant(), answer, api.named(refusal.code()), null, it -> hint);
        new ClaimedCredentials(ctx, merchants)
                .merchant()
                .map(Merchant::requests)
                .orElseGet(merchants::strangers)
                .add(recorded);
    }
}
