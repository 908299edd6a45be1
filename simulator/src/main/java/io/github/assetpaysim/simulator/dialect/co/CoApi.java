package io.github.assetpaysim.simulator.dialect.co;

import io.github.assetpaysim.simulator.catalog.CatalogItem;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.catalog.Supply;
import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.dialect.Operation;
import io.github.assetpaysim.simulator.dialect.co.hint.Hints;
import io.github.assetpaysim.simulator.dialect.co.hint.Members;
import io.github.assetpaysim.simulator.endpoint.Answer;
import io.github.assetpaysim.simulator.endpoint.Call;
import io.github.assetpaysim.simulator.endpoint.DialectApi;
import io.github.assetpaysim.simulator.endpoint.Endpoint;
import io.github.assetpaysim.simulator.http.ErrorStyle;
import io.github.assetpaysim.simulator.merchant.ClientToken;
import io.github.assetpaysim.simulator.merchant.EndUserClaims;
import io.github.assetpaysim.simulator.merchant.Market;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.merchant.Merchants;
import io.github.assetpaysim.simulator.merchant.Opened;
import io.github.assetpaysim.simulator.merchant.TradeUrlCheck;
import io.github.assetpaysim.simulator.requestlog.RecordedRequest;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.Trade;
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
    static final String MARKET = "market";
    static final String SUGGESTIONS = "market-suggestions";
    static final String LISTINGS = "market-item";
    static final String DEPOSIT = "deposit";
    static final String WITHDRAW = "withdraw";
    static final String TRADES = "trades";
    static final String CHECK_TRADE_URL = "check-tradeurl";
    static final String PRICES = "prices";

    /** What an API key must be good for where the documentation says so (A1). */
    private static final String CORE_ACCESS = "CORE_ACCESS";

    /** Shared by all simulators of a process: a page depends on its items alone. */
    private static final RenderedPages PAGES = new RenderedPages();

    static final List<Endpoint> ENDPOINTS = List.of(
            Endpoint.withApiKey(
                    AUTHENTICATE_CLIENT,
                    "POST",
                    "/auth/authenticate-client",
                    CORE_ACCESS,
                    Limits.AUTHENTICATION,
                    CoApi::authenticateClient),
            Endpoint.withToken(INVENTORY, "GET", "/client/inventory", Limits.INVENTORY, CoApi::inventory),
            Endpoint.withToken(MARKET, "GET", "/client/market", Limits.MARKET, CoApi::market),
            Endpoint.withToken(SUGGESTIONS, "GET", "/client/market/suggestions", Limits.MARKET, CoApi::suggestions),
            Endpoint.withToken(LISTINGS, "GET", "/client/market/item", Limits.MARKET, CoApi::listings),
            Endpoint.withToken(DEPOSIT, "POST", "/client/trading/deposit", Limits.TRADING, CoApi::deposit),
            Endpoint.withToken(WITHDRAW, "POST", "/client/trading/withdraw", Limits.TRADING, CoApi::withdraw),
            Endpoint.withToken(TRADES, "GET", "/client/trades", Limits.HISTORY, CoApi::trades),
            Endpoint.withApiKey(
                    CHECK_TRADE_URL,
                    "POST",
                    "/secure/check-tradeurl",
                    CORE_ACCESS,
                    Limits.TRADE_URL_CHECK,
                    CoApi::checkTradeUrl),
            Endpoint.withApiKey(PRICES, "GET", "/secure/prices", null, Limits.PRICES, CoApi::prices));

    /** What there is, by path. */
    static final Map<String, Operation> PATHS = ENDPOINTS.stream()
            .map(Endpoint::operation)
            .collect(Collectors.toUnmodifiableMap(Operation::path, operation -> operation));

    /** What is refused whatever the request is like, so that nothing about it can be at fault. */
    private static final Set<ErrorRow> TROUBLE = EnumSet.of(
            ErrorRow.SERVER_ERROR, ErrorRow.RATE_LIMITED, ErrorRow.SERVICE_UNAVAILABLE, ErrorRow.SYSTEM_MAINTENANCE);

    private final Dialect dialect;
    private final ErrorStyle errors = new Errors();

    /** @param userAgent what callbacks name as their sender */
    public CoApi(String userAgent) {
        this.dialect = new CoDialect(userAgent);
    }

    private static Answer authenticateClient(Call call) {
        Merchant merchant = call.merchant();
        EndUserClaims client = Requests.client(call.body());
        String token = ClientToken.issue(
                merchant.credentials(), client, call.now(), merchant.settings().get(MerchantSettings.TOKEN_TTL));
        return Answer.of(new Wire.Token(token)).about(client.steamId());
    }

    private static Answer inventory(Call call) {
        return Answer.of(
                Wire.of(call.merchant().users().inventory(call.client(), Requests.inventory(call.query())), PAGES));
    }

    private static Answer market(Call call) {
        return Answer.of(Wire.of(call.merchant().market().search(Requests.market(call.query())), PAGES));
    }

    private static Answer suggestions(Call call) {
        List<CatalogItem> kinds = call.merchant().market().suggestions(Requests.suggestions(call.query()));
        return Answer.of(kinds.stream().map(Wire::of).toList());
    }

    private static Answer listings(Call call) {
        Requests.Listings asked = Requests.listings(call.query());
        Market market = call.merchant().market();
        List<Item> page = market.listings(asked.itemId(), asked.delivery(), asked.page());
        return Answer.of(PAGES.of(page)).hinted(page.isEmpty() ? whyNone(market, asked) : null);
    }

    private static String whyNone(Market market, Requests.Listings asked) {
        if (market.knows(asked.itemId())) {
            Supply.Delivery other =
                    asked.delivery() == Supply.Delivery.NORMAL ? Supply.Delivery.AUTO : Supply.Delivery.NORMAL;
            return market.listings(asked.itemId(), other, asked.page()).isEmpty()
                    ? null
                    : "What is for sale of it is delivered otherwise: ask with delivery=" + Wire.delivery(other) + ".";
        }
        return "No item has this market hash name, and no listing this id; "
                + market.suggestions(asked.itemId()).stream()
                        .findFirst()
                        .map(kind -> "itemId is the whole market hash name, such as '" + kind.marketHashName() + "'.")
                        .orElse("GET /client/market/suggestions completes names.");
    }

    private static Answer deposit(Call call) {
        return opened(call, call.merchant().deposits().open(call.client(), Requests.deposit(call.body())));
    }

    private static Answer withdraw(Call call) {
        return opened(call, call.merchant().withdrawals().open(call.client(), Requests.withdrawal(call.body())));
    }

    private static Answer trades(Call call) {
        Requests.History asked = Requests.history(call.query());
        List<Trade> all = call.merchant().trades().of(call.client().steamId(), asked.game(), asked.kind());
        Values assumptions = call.merchant().settings().values();
        return Answer.of(new Wire.Trades(
                all.stream()
                        .skip((asked.page() - 1L) * asked.limit())
                        .limit(asked.limit())
                        .map(trade -> Wire.of(trade, assumptions))
                        .toList(),
                all.size()));
    }

    private static Answer checkTradeUrl(Call call) {
        Requests.TradeUrl asked = Requests.tradeUrl(call.body());
        TradeUrlCheck check = call.merchant().users().check(asked.tradeUrl(), asked.refresh());
        return Answer.of(Wire.of(check)).about(check.steamId());
    }

    private static Answer prices(Call call) {
        return Answer.of(call.merchant().market().prices(Requests.game(call.query())).stream()
                .map(Wire::of)
                .toList());
    }

    private static Answer opened(Call call, Opened opened) {
        call.afterAnswer(opened.answered());
        return Answer.of(Wire.of(opened.trade(), call.merchant().settings().values()))
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
        return new Wire.Success(requestId, true, data);
    }

    @Override
    public ErrorStyle errors() {
        return errors;
    }

    @Override
    public RecordedRequest.Error named(Refusal.Code code) {
        ErrorRow row = ErrorRow.of(code);
        return new RecordedRequest.Error(row.code, row.name());
    }

    @Override
    public String hint(Context ctx, Refusal refusal, Merchants merchants) {
        return TROUBLE.contains(ErrorRow.of(refusal.code())) ? null : new Hints(ctx, refusal, merchants, PATHS).hint();
    }

    @Override
    public String ignored(String operation, RecordedRequest recorded) {
        return Members.of(operation).ignored(recorded);
    }
}
