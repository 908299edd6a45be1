package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.fixtures.Fixtures;
import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.fault.Plan;
import io.github.assetpaysim.simulator.http.Api;
import io.github.assetpaysim.simulator.http.Body;
import io.github.assetpaysim.simulator.http.ErrorStyle;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.http.HttpError;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.merchant.Balance;
import io.github.assetpaysim.simulator.merchant.InitialState;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.merchant.Merchants;
import io.github.assetpaysim.simulator.merchant.Merchants.TakenCredential;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.page.Page;
import io.github.assetpaysim.simulator.setting.Assumptions;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.text.Quoted;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/** The API under {@code /_sim} with which a tester plays the world: merchants, their clocks, trades and callbacks. */
public final class ControlApi implements Api {
    private static final String PREFIX = "/_sim";
    private static final String HEALTH = PREFIX + "/health";

    private final Merchants merchants;
    private final String version;
    private final Guard guard;
    private final UserCalls users;
    private final KeyCalls keys;
    private final ErrorStyle errors = new Problems();

    /**
     * @param loopbackOnly whether the server is reachable from this machine only; if not, the API is off without a token
     * @param boundTo the address the server listens on
     * @param token what callers must show, or null
     */
    public ControlApi(
            Merchants merchants,
            Catalogue catalogue,
            String version,
            boolean loopbackOnly,
            String boundTo,
            String token) {
        this.merchants = merchants;
        this.version = version;
        this.guard = new Guard(loopbackOnly, boundTo.toLowerCase(Locale.ROOT), token);
        this.users = new UserCalls(catalogue);
        this.keys = new KeyCalls(merchants);
    }

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public ErrorStyle errors() {
        return errors;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.before(PREFIX + "/*", ctx -> {
            if (!isHealthCheck(ctx) && !Page.isPath(ctx.path())) {
                guard.check(ctx);
            }
        });
        routes.get(
                HEALTH,
                ctx -> answer(ctx, new Health("ok", version, merchants.all().size())));
        routes.get(
                PREFIX + "/openapi.json",
                ctx -> ctx.contentType("application/json")
                        .result(Fixtures.bytes("openapi/" + merchants.dialect().name() + ".json")));
        routes.get(
                PREFIX + "/assumptions",
                ctx -> answer(ctx, new JsonObject().with("assumptions", Assumptions.ALL, ControlApi::view)));
        routes.get(PREFIX + "/test-users", ctx -> answer(ctx, UserCalls.testUsers()));
        routes.get(PREFIX + "/faults", ctx -> answer(ctx, FaultMembers.view(new FaultReader(merchants.dialect()))));
        routes.post(PREFIX + "/explain-callback", ctx -> answer(ctx, Explanations.explain(ctx, merchants)));
        RequestCalls.addTo(routes, PREFIX + "/requests", ctx -> merchants.strangers());
        String all = PREFIX + "/merchants";
        routes.get(all, ctx -> answer(ctx, new JsonObject().with("merchants", merchants.all(), ControlApi::view)));
        routes.post(all, this::create);
        String one = all + "/{id}";
        routes.get(one, with((ctx, merchant) -> view(merchant)));
        routes.patch(one, with(ControlApi::patch));
        routes.delete(one, this::delete);
        routes.get(one + "/credentials", with((ctx, merchant) -> {
            ctx.header("Cache-Control", "no-store");
            return merchant.credentials();
        }));
        routes.get(one + "/events", ctx -> EventCalls.events(ctx, merchant(ctx)));
        routes.get(one + "/clock", with((ctx, merchant) -> ClockCalls.clock(merchant)));
        routes.post(one + "/clock/advance", with(ClockCalls::advance));
        routes.get(one + "/trades", with(TradeCalls::trades));
        routes.get(
                one + "/trades/{tradeId}",
                with((ctx, merchant) -> Views.detail(TradeCalls.trade(ctx, merchant), merchant)));
        routes.get(one + "/trades/{tradeId}/await", ctx -> Awaits.trade(ctx, merchant(ctx)));
        routes.post(one + "/trades/{tradeId}/events", with(TradeCalls::event));
        routes.get(one + "/callbacks", with(TradeCalls::callbacks));
        // Before the path with an id, which "await" would otherwise be.
        routes.get(one + "/callbacks/await", ctx -> Awaits.callbacks(ctx, merchant(ctx)));
        routes.get(one + "/callbacks/{callbackId}", with(TradeCalls::callback));
        routes.post(one + "/callbacks/{callbackId}/resend", with(TradeCalls::resend));
        routes.get(one + "/keys", with(keys::keys));
        routes.post(one + "/keys", with(keys::add));
        routes.delete(one + "/keys/{keyId}", with(keys::revoke));
        routes.get(
                one + "/balance",
                with((ctx, merchant) -> view(merchant.withdrawals().balance())));
        routes.put(one + "/balance", with(ControlApi::setBalance));
        routes.get(one + "/users/{steamId}", with(UserCalls::user));
        routes.put(one + "/users/{steamId}", with(users::setProfile));
        routes.delete(one + "/users/{steamId}", with(UserCalls::putBack));
        routes.get(one + "/prices", with((ctx, merchant) -> UserCalls.prices(merchant)));
        routes.post(one + "/prices", with(users::movePrices));
        routes.get(one + "/faults", with((ctx, merchant) -> FaultMembers.view(merchant.faults())));
        routes.put(one + "/faults", with(ControlApi::plan));
        routes.post(one + "/faults", with(ControlApi::planMore));
        routes.delete(one + "/faults", with((ctx, merchant) -> {
            merchant.plan(List.of());
            return null;
        }));
        RequestCalls.addTo(routes, one + "/requests", ctx -> merchant(ctx).requests());
    }

    /** Those who watch a container know no token and call it by any name; what they are told is no secret. */
    private static boolean isHealthCheck(Context ctx) {
        return ctx.path().equals(HEALTH) && ctx.method() == HandlerType.GET;
    }

    /** Answers with what is said of the merchant that the path names. */
    private Handler with(BiFunction<Context, Merchant, Object> said) {
        return ctx -> answer(ctx, said.apply(ctx, merchant(ctx)));
    }

    /** Answers with a value, when it is there if it is still to come, or with 204 when there is none. */
    static void answer(Context ctx, Object value) {
        if (value == null) {
            ctx.status(204);
        } else if (value instanceof CompletableFuture<?> later) {
            ctx.future(() -> later.thenAccept(done -> answer(ctx, done)));
        } else {
            ctx.contentType("application/json").result(StrictJson.write(value));
        }
    }

    private record Health(String status, String version, int merchants) {}

    private static JsonObject view(Setting<?> question) {
        return new JsonObject()
                .with("name", question.member())
                .with("standard", Values.NONE.text(question))
                .with("allowed", question.allowed())
                .with("choices", question.choices().isEmpty() ? null : question.choices())
                .with("meaning", question.meaning());
    }

    private void create(Context ctx) {
        MerchantSettings settings = SettingMembers.create(Body.json(ctx));
        try {
            Merchant merchant = merchants.create(settings, InitialState.ORDINARY);
            ctx.status(201).header("Location", PREFIX + "/merchants/" + merchant.id());
            answer(ctx, SettingMembers.view(merchant, true));
        } catch (TakenCredential e) {
            throw new Refusal(Problems.Code.CONFLICT, e.getMessage());
        }
    }

    private static JsonObject patch(Context ctx, Merchant merchant) {
        Fields body = Body.json(ctx);
        merchant.change(settings -> SettingMembers.patch(settings, body));
        return view(merchant);
    }

    private static JsonObject view(Balance balance) {
        return new JsonObject()
                .with("balance", balance.total())
                .with("reserved", balance.reserved())
                .with("available", balance.available());
    }

    private static JsonObject setBalance(Context ctx, Merchant merchant) {
        Usd total = Body.json(ctx).refuseUnknown(Set.of("balance")).required(MerchantSettings.BALANCE);
        try {
            merchant.withdrawals().setBalance(total);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Problems.Code.CONFLICT, e.getMessage());
        }
        return view(merchant.withdrawals().balance());
    }

    private static JsonObject plan(Context ctx, Merchant merchant) {
        merchant.plan(new FaultReader(merchant.dialect()).read(Body.json(ctx)));
        return FaultMembers.view(merchant.faults());
    }

    private static JsonObject planMore(Context ctx, Merchant merchant) {
        List<Plan.Planned> more = new FaultReader(merchant.dialect()).read(Body.json(ctx));
        try {
            merchant.planMore(more);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Problems.Code.CONFLICT, e.getMessage());
        }
        return FaultMembers.view(merchant.faults());
    }

    private void delete(Context ctx) {
        if (!merchants.delete(ctx.pathParam("id"))) {
            throw noSuch("merchant", ctx.pathParam("id"), 0);
        }
        ctx.status(204);
    }

    private static JsonObject view(Merchant merchant) {
        return SettingMembers.view(merchant, false);
    }

    private Merchant merchant(Context ctx) {
        return merchant(merchants, ctx.pathParam("id"));
    }

    static Merchant merchant(Merchants merchants, String id) {
        return merchants.find(id).orElseThrow(() -> noSuch("merchant", id, 0));
    }

    static Refusal noSuch(String what, String id, int dropped) {
        return new Refusal(
                HttpError.NOT_FOUND,
                "there is no " + what + " '" + Quoted.text(id) + "'"
                        + (dropped == 0 ? "" : "; it may be one of the " + dropped + " oldest, which were dropped"));
    }
}
