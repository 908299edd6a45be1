package io.github.assetpaysim.simulator.dialect.co;

import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.dialect.Operation;
import io.github.assetpaysim.simulator.dialect.co.hint.CoHints;
import io.github.assetpaysim.simulator.dialect.co.hint.Members;
import io.github.assetpaysim.simulator.endpoint.Answer;
import io.github.assetpaysim.simulator.endpoint.Call;
import io.github.assetpaysim.simulator.endpoint.DialectApi;
import io.github.assetpaysim.simulator.endpoint.Endpoint;
import io.github.assetpaysim.simulator.http.ErrorStyle;
import io.github.assetpaysim.simulator.merchant.ClientClaims;
import io.github.assetpaysim.simulator.merchant.ClientToken;
import io.github.assetpaysim.simulator.merchant.Deposits;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.merchant.Merchants;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.traffic.Exchange;
import io.javalin.http.Context;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The dialect's endpoints (A4). */
public final class CoApi implements DialectApi {
    static final String AUTHENTICATE_CLIENT = "authenticate-client";
    static final String INVENTORY = "inventory";
    static final String DEPOSIT = "deposit";

    /** Shared by all simulators of a process: a page depends on its items alone. */
    private static final RenderedPages PAGES = new RenderedPages();

    static final List<Endpoint> ENDPOINTS = List.of(
            Endpoint.withApiKey(
                    AUTHENTICATE_CLIENT,
                    "POST",
                    "/auth/authenticate-client",
                    CoLimits.AUTHENTICATION,
                    CoApi::authenticateClient),
            Endpoint.withToken(INVENTORY, "GET", "/client/inventory", CoLimits.INVENTORY, CoApi::inventory),
            Endpoint.withToken(DEPOSIT, "POST", "/client/trading/deposit", CoLimits.TRADING, CoApi::deposit));

    /** What there is, each with its method. */
    static final Map<String, String> PATHS = ENDPOINTS.stream()
            .map(Endpoint::operation)
            .collect(Collectors.toUnmodifiableMap(Operation::path, Operation::method));

    /** What is refused whatever the request is like, so that nothing about it can be at fault. */
    private static final Set<CoError> TROUBLE = EnumSet.of(
            CoError.SERVER_ERROR, CoError.RATE_LIMITED, CoError.SERVICE_UNAVAILABLE, CoError.SYSTEM_MAINTENANCE);

    private final Dialect dialect;
    private final ErrorStyle errors = new CoErrors();

    /** @param userAgent what callbacks name as their sender */
    public CoApi(String userAgent) {
        this.dialect = new CoDialect(userAgent);
    }

    private static Answer authenticateClient(Call call) {
        Merchant merchant = call.merchant();
        ClientClaims client = CoRequests.client(call.body());
        String token = ClientToken.issue(
                merchant.credentials(), client, call.now(), merchant.settings().get(MerchantSettings.TOKEN_TTL));
        return Answer.of(new CoWire.Token(token)).about(client.steamId());
    }

    private static Answer inventory(Call call) {
        return Answer.of(
                CoWire.of(call.merchant().users().inventory(call.client(), CoRequests.inventory(call.query())), PAGES));
    }

    private static Answer deposit(Call call) {
        Deposits.Opened opened = call.merchant().deposits().open(call.client(), CoRequests.deposit(call.body()));
        call.afterAnswer(opened.answered());
        return Answer.of(CoWire.of(opened.trade(), call.merchant().settings().values()))
                .after(call.merchant().answerable(opened.trade().id()));
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public List<Endpoint> endpoints() {
        return ENDPOINTS;
    }

    @Override
    public Object success(String requestId, Object data) {
        return new CoWire.Success(requestId, true, data);
    }

    @Override
    public ErrorStyle errors() {
        return errors;
    }

    @Override
    public Exchange.Error named(Refusal.Code code) {
        CoError row = CoError.of(code);
        return new Exchange.Error(row.code, row.name());
    }

    @Override
    public String hint(Context ctx, Refusal refusal, Merchants merchants) {
        return TROUBLE.contains(CoError.of(refusal.code())) ? null : new CoHints(ctx, refusal, merchants, PATHS).hint();
    }

    @Override
    public String ignored(String operation, Exchange exchange) {
        return switch (operation) {
            case AUTHENTICATE_CLIENT -> Members.ignoredOfClient(exchange);
            case INVENTORY -> Members.ignoredOfInventory(exchange);
            case DEPOSIT -> Members.ignoredOfDeposit(exchange);
            default -> null;
        };
    }
}
