package io.github.assetpaysim.simulator.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.http.Api;
import io.github.assetpaysim.simulator.http.Body;
import io.github.assetpaysim.simulator.http.ErrorStyle;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.http.HttpError;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.merchant.Merchants;
import io.github.assetpaysim.simulator.merchant.Merchants.TakenCredential;
import io.github.assetpaysim.simulator.merchant.Situation;
import io.github.assetpaysim.simulator.setting.Assumptions;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** The API under {@code /_sim} with which a tester plays the world: merchants, their clocks, trades and callbacks. */
public final class ControlApi implements Api {
    private static final String PREFIX = "/_sim";

    private final Merchants merchants;
    private final String version;
    private final Guard guard;
    private final Cast cast;
    private final Clocks clocks;
    private final Trades trades;
    private final Callbacks callbacks;
    private final Faults faults;
    private final Explanations explanations;
    private final Awaits awaits;
    private final Requests requests;
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
        this.guard = new Guard(loopbackOnly, boundTo, token);
        this.cast = new Cast(this::merchant, catalogue);
        this.clocks = new Clocks(this::merchant);
        this.trades = new Trades(this::merchant);
        this.callbacks = new Callbacks(this::merchant);
        this.faults = new Faults(this::merchant, merchants);
        this.explanations = new Explanations(merchants);
        this.awaits = new Awaits(this::merchant, errors);
        this.requests = new Requests(this::merchant, merchants);
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
        routes.post(PREFIX + "/explain-callback", explanations::answer);
        clocks.addTo(routes, one);
        // Before the paths with an id, of which "await" would otherwise be one.
        awaits.addTo(routes, one);
        trades.addTo(routes, one);
        callbacks.addTo(routes, one);
        cast.addTo(routes, PREFIX, one);
        faults.addTo(routes, PREFIX, one);
        requests.addTo(routes, PREFIX, one);
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

    private static Assumption view(Setting<?> question) {
        return new Assumption(question.member(), Values.NONE.text(question), question.allowed(), question.meaning());
    }

    private void merchants(Context ctx) {
        List<ObjectNode> views =
                merchants.all().stream().map(each -> view(each, false)).toList();
        answer(ctx, Map.of("merchants", views));
    }

    private void create(Context ctx) {
        MerchantSettings settings = SettingMembers.create(Body.json(ctx));
        try {
            Merchant merchant = merchants.create(settings, Situation.ORDINARY);
            ctx.status(201).header("Location", PREFIX + "/merchants/" + merchant.id());
            answer(ctx, view(merchant, true));
        } catch (TakenCredential e) {
            throw new Refusal(Problems.Code.CONFLICT, e.getMessage());
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

    private Merchant merchant(Context ctx) {
        String id = ctx.pathParam("id");
        return merchants.find(id).orElseThrow(() -> noSuch("merchant", id));
    }

    static Refusal noSuch(String what, String id) {
        return noSuch(what, id, 0);
    }

    static Refusal noSuch(String what, String id, int dropped) {
        return new Refusal(
                HttpError.NOT_FOUND,
                "there is no " + what + " '" + id + "'"
                        + (dropped == 0 ? "" : "; it may be one of the " + dropped + " oldest, which were dropped"));
    }
}
