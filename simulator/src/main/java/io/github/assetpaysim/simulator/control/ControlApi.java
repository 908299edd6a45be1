package io.github.assetpaysim.simulator.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.assumption.Assumptions;
import io.github.assetpaysim.simulator.assumption.Switch;
import io.github.assetpaysim.simulator.callback.Attempt;
import io.github.assetpaysim.simulator.callback.NoCallbackUrl;
import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.http.Api;
import io.github.assetpaysim.simulator.http.Body;
import io.github.assetpaysim.simulator.http.ErrorStyle;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.http.Query;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.merchant.Merchants;
import io.github.assetpaysim.simulator.merchant.Situation;
import io.github.assetpaysim.simulator.merchant.TakenCredential;
import io.github.assetpaysim.simulator.merchant.WorldEvent;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.shipment.Explainer;
import io.github.assetpaysim.simulator.shipment.Protocol;
import io.github.assetpaysim.simulator.time.Advance;
import io.github.assetpaysim.simulator.time.AdvanceRunning;
import io.github.assetpaysim.simulator.time.Durations;
import io.github.assetpaysim.simulator.time.Timeline;
import io.github.assetpaysim.simulator.trade.ImpossibleStep;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.Trade;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The API under {@code /_sim} with which a tester plays the world: merchants, their clocks, trades and callbacks. */
public final class ControlApi implements Api {
    private static final String PREFIX = "/_sim";
    private static final Duration LONGEST_ADVANCE = Duration.ofDays(36_500);

    private final Merchants merchants;
    private final Protocol protocol;
    private final String version;
    private final Guard guard;
    private final Cast cast;
    private final FaultMembers faults;
    private final Explanations explanations;
    private final Awaits awaits;
    private final ErrorStyle errors = new Problems();

    /**
     * @param loopbackOnly whether the server is reachable from this machine only; if not, the API is off without a token
     * @param boundTo the address the server listens on
     * @param token what callers must show, or null
     */
    public ControlApi(
            Merchants merchants,
            Protocol protocol,
            Explainer explainer,
            Catalogue catalogue,
            String version,
            boolean loopbackOnly,
            String boundTo,
            String token) {
        this.merchants = merchants;
        this.protocol = protocol;
        this.version = version;
        this.guard = new Guard(loopbackOnly, boundTo, token);
        this.cast = new Cast(this::merchant, catalogue, protocol);
        this.faults = new FaultMembers(protocol);
        this.explanations = new Explanations(merchants, explainer);
        this.awaits = new Awaits(this::merchant, protocol, errors);
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
        routes.before(PREFIX + "/*", guard::check);
        routes.get(PREFIX + "/health", this::health);
        routes.get(PREFIX + "/assumptions", ControlApi::assumptions);
        String all = PREFIX + "/merchants";
        routes.get(all, this::merchants);
        routes.post(all, this::create);
        String one = all + "/{id}";
        routes.get(one, ctx -> answer(ctx, view(merchant(ctx), false)));
        routes.patch(one, this::patch);
        routes.delete(one, this::delete);
        routes.get(one + "/clock", ctx -> answer(ctx, clock(merchant(ctx).timeline())));
        routes.post(one + "/clock/advance", this::advance);
        // Before the paths with an id, of which "await" would otherwise be one.
        awaits.addTo(routes, one);
        routes.get(one + "/trades", this::trades);
        routes.get(one + "/trades/{tradeId}", this::trade);
        routes.post(one + "/trades/{tradeId}/events", this::event);
        routes.get(one + "/callbacks", this::callbacks);
        routes.get(one + "/callbacks/{callbackId}", this::callback);
        routes.post(one + "/callbacks/{callbackId}/resend", this::resend);
        cast.addTo(routes, PREFIX, one);
        routes.get(PREFIX + "/faults", ctx -> answer(ctx, FaultMembers.kinds()));
        routes.get(
                one + "/faults",
                ctx -> answer(ctx, FaultMembers.view(merchant(ctx).faults())));
        routes.put(one + "/faults", this::planFaults);
        routes.delete(one + "/faults", this::clearFaults);
        routes.post(PREFIX + "/explain-callback", explanations::answer);
    }

    static void answer(Context ctx, Object value) {
        ctx.contentType("application/json").result(StrictJson.write(value));
    }

    private void health(Context ctx) {
        answer(ctx, new Health("ok", version, merchants.all().size()));
    }

    private record Health(String status, String version, int merchants) {}

    private static void assumptions(Context ctx) {
        answer(
                ctx,
                Map.of(
                        "assumptions",
                        Assumptions.ALL.stream().map(ControlApi::view).toList()));
    }

    private record Assumption(String name, String standard, String allowed, String meaning) {}

    private static Assumption view(Switch<?> question) {
        return new Assumption(question.name(), question.standardText(), question.allowed(), question.meaning());
    }

    private void merchants(Context ctx) {
        List<ObjectNode> views =
                merchants.all().stream().map(each -> view(each, false)).toList();
        answer(ctx, Map.of("merchants", views));
    }

    private void create(Context ctx) {
        MerchantSettings settings =
                SettingMembers.create(MerchantSettings.STANDARD, Body.json(ctx).node());
        try {
            Merchant merchant = merchants.create(settings, Situation.ORDINARY);
            ctx.status(201).header("Location", PREFIX + "/merchants/" + merchant.id());
            answer(ctx, view(merchant, true));
        } catch (TakenCredential e) {
            throw new Refusal(Refusal.Reason.CONFLICT, e.getMessage());
        }
    }

    private void patch(Context ctx) {
        Merchant merchant = merchant(ctx);
        Fields body = Body.json(ctx);
        merchant.change(settings -> SettingMembers.patch(settings, body));
        answer(ctx, view(merchant, false));
    }

    private void delete(Context ctx) {
        if (!merchants.delete(ctx.pathParam("id"))) {
            throw noSuch("merchant", ctx.pathParam("id"));
        }
        ctx.status(204);
    }

    private ObjectNode view(Merchant merchant, boolean secrets) {
        ObjectNode view = StrictJson.MAPPER.createObjectNode().put("id", merchant.id());
        SettingMembers.write(merchant.settings(), view, secrets);
        return view;
    }

    private record Clock(String mode, Instant now, int pending, Instant nextDue) {}

    private static Clock clock(Timeline timeline) {
        return new Clock(
                timeline.mode().name().toLowerCase(Locale.ROOT),
                timeline.instant(),
                timeline.pending(),
                timeline.nextDue());
    }

    private void advance(Context ctx) {
        Timeline timeline = merchant(ctx).timeline();
        Fields body = Body.json(ctx);
        body.refuseUnknown(Set.of("by", "to"));
        if (body.has("by") == body.has("to")) {
            throw new Refusal(
                    Refusal.Reason.VALIDATION_FAILED, "give either by, " + Durations.SYNTAX + ", or to, an instant");
        }
        try {
            CompletableFuture<Advance> advance =
                    timeline.startAdvance(now -> body.has("by") ? now.plus(by(body)) : to(body, now));
            ctx.future(() -> advance.thenAccept(done -> answer(ctx, done)));
        } catch (AdvanceRunning e) {
            throw new Refusal(Refusal.Reason.CONFLICT, e.getMessage());
        }
    }

    private static Duration by(Fields body) {
        try {
            return Durations.parse(body.text("by", Durations.SYNTAX));
        } catch (IllegalArgumentException e) {
            throw body.wrong("by", Durations.SYNTAX);
        }
    }

    private static Instant to(Fields body, Instant now) {
        String expected = "an instant such as 2026-03-11T10:05:00Z";
        Instant to;
        try {
            to = Instant.parse(body.text("to", expected));
        } catch (DateTimeParseException e) {
            throw body.wrong("to", expected);
        }
        if (to.isBefore(now) || to.isAfter(now.plus(LONGEST_ADVANCE))) {
            throw body.wrong(
                    "to", "an instant from the merchant's now, " + now + ", on, and at most 100 years after it");
        }
        return to;
    }

    private void trades(Context ctx) {
        Merchant merchant = merchant(ctx);
        String externalId = new Query(ctx).one("externalId", null, "text", text -> text);
        List<Views.TradeSummary> trades = merchant.trading().trades().stream()
                .filter(trade -> externalId == null || externalId.equals(trade.externalId()))
                .map(trade -> Views.summary(trade, protocol))
                .toList();
        answer(ctx, new Trades(trades, merchant.trading().dropped()));
    }

    /** @param dropped how many older trades that were over have been forgotten */
    private record Trades(List<Views.TradeSummary> trades, int dropped) {}

    private void trade(Context ctx) {
        Merchant merchant = merchant(ctx);
        Trade trade = merchant.trading().find(ctx.pathParam("tradeId")).orElseThrow(() -> noTrade(ctx, merchant));
        answer(ctx, Views.detail(trade, protocol, merchant));
    }

    private void event(Context ctx) {
        Merchant merchant = merchant(ctx);
        Fields body = Body.json(ctx);
        body.refuseUnknown(Set.of("event"));
        String expected = "one of " + WorldEvent.spelled(List.of(WorldEvent.values()));
        WorldEvent event = WorldEvent.of(body.text("event", expected)).orElseThrow(() -> body.wrong("event", expected));
        try {
            Trade trade = merchant.trading()
                    .trigger(ctx.pathParam("tradeId"), event)
                    .orElseThrow(() -> noTrade(ctx, merchant));
            answer(ctx, Views.detail(trade, protocol, merchant));
        } catch (ImpossibleStep e) {
            throw new Refusal(Refusal.Reason.CONFLICT, event.whyNot(e.trade()));
        }
    }

    private void callbacks(Context ctx) {
        Merchant merchant = merchant(ctx);
        String tradeId = new Query(ctx).one("tradeId", null, "a trade's id", text -> text);
        answer(
                ctx,
                Views.callbacks(
                        merchant.journal().list(tradeId), merchant.journal().dropped()));
    }

    private void callback(Context ctx) {
        Merchant merchant = merchant(ctx);
        answer(
                ctx,
                Views.detail(merchant.journal()
                        .find(ctx.pathParam("callbackId"))
                        .orElseThrow(() -> noCallback(ctx, merchant))));
    }

    private void resend(Context ctx) {
        Merchant merchant = merchant(ctx);
        Fields body = Body.optionalJson(ctx);
        body.refuseUnknown(Set.of("to"));
        try {
            CompletableFuture<Attempt> attempt = merchant.courier()
                    .resend(ctx.pathParam("callbackId"), body.has("to") ? url(body) : null)
                    .orElseThrow(() -> noCallback(ctx, merchant));
            ctx.future(() -> attempt.thenAccept(done -> answer(ctx, Views.attempt(done))));
        } catch (NoCallbackUrl e) {
            throw new Refusal(Refusal.Reason.CONFLICT, e.getMessage());
        }
    }

    private static URI url(Fields body) {
        String expected = MerchantSettings.CALLBACK_URL.allowed();
        String text = body.text("to", expected);
        try {
            return MerchantSettings.STANDARD
                    .with(MerchantSettings.CALLBACK_URL.name(), text)
                    .get(MerchantSettings.CALLBACK_URL);
        } catch (InvalidSetting e) {
            throw body.wrong("to", expected);
        }
    }

    private void planFaults(Context ctx) {
        Merchant merchant = merchant(ctx);
        merchant.plan(faults.read(Body.json(ctx)));
        answer(ctx, FaultMembers.view(merchant.faults()));
    }

    private void clearFaults(Context ctx) {
        merchant(ctx).plan(List.of());
        ctx.status(204);
    }

    private Merchant merchant(Context ctx) {
        String id = ctx.pathParam("id");
        return merchants.find(id).orElseThrow(() -> noSuch("merchant", id));
    }

    static Refusal noTrade(Context ctx, Merchant merchant) {
        return noSuch("trade", ctx.pathParam("tradeId"), merchant.trading().dropped());
    }

    private static Refusal noCallback(Context ctx, Merchant merchant) {
        return noSuch(
                "callback", ctx.pathParam("callbackId"), merchant.journal().dropped());
    }

    private static Refusal noSuch(String what, String id) {
        return noSuch(what, id, 0);
    }

    private static Refusal noSuch(String what, String id, int dropped) {
        return new Refusal(
                Refusal.Reason.NOT_FOUND,
                "there is no " + what + " '" + id + "'"
                        + (dropped == 0 ? "" : "; it may be one of the " + dropped + " oldest, which were dropped"));
    }
}
