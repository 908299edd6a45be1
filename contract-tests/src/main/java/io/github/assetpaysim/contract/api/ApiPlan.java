package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.api.receiver.Receiver;
import io.github.assetpaysim.contract.http.HostAddresses;
import io.github.assetpaysim.contract.http.Http;
import io.github.assetpaysim.contract.http.HttpUrl;
import io.github.assetpaysim.contract.plan.Check;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.Effect;
import io.github.assetpaysim.contract.plan.NamedEvidence;
import io.github.assetpaysim.contract.plan.OpenPlan;
import io.github.assetpaysim.contract.plan.Plan;
import io.github.assetpaysim.contract.plan.Requirement;
import io.github.assetpaysim.contract.plan.Requirements;
import io.github.assetpaysim.contract.plan.Unusable;
import io.github.assetpaysim.contract.record.Recording;
import io.github.assetpaysim.contract.simulator.Control;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges whether a host is an AssetPay, requirement by requirement. */
public final class ApiPlan implements OpenPlan {
    /** Elsewhere all checks share one user, whose trades would get into each other's way. */
    private static final int AT_ONCE = 8;

    private final ApiRun run;
    private final Plan plan;
    private final List<ApiCheck> allowed;

    private ApiPlan(ApiRun run, Plan plan, List<ApiCheck> allowed) {
        this.run = run;
        this.plan = plan;
        this.allowed = allowed;
    }

    /** How each requirement is tried, in the order of the catalogue. */
    static List<ApiCheck> checks() {
        Map<String, ApiCheck> byId = Stream.<List<ApiCheck>>of(
                        EnvelopeChecks.all(),
                        AuthenticateChecks.all(),
                        TokenChecks.all(),
                        ForgeryChecks.all(),
                        TradeUrlChecks.all(),
                        PriceChecks.all(),
                        DepositChecks.all(),
                        DepositClaimChecks.all(),
                        DepositBodyChecks.all(),
                        DepositRefusalChecks.all(),
                        LifeChecks.all(),
                        LifeEndChecks.all(),
                        CreditChecks.all(),
                        LimitChecks.all(),
                        CorsChecks.all(),
                        InventoryChecks.all(),
                        InventoryCacheChecks.all(),
                        InventoryTradeChecks.all(),
                        MarketChecks.all(),
                        ListingChecks.all(),
                        HistoryChecks.all(),
                        CallbackChecks.all(),
                        AnnouncedCourseChecks.all(),
                        RetryChecks.all(),
                        WithdrawalChecks.all(),
                        WithdrawalRefusalChecks.all(),
                        VerdictChecks.all(),
                        ShapeChecks.all(),
                        TradeShapeChecks.all())
                .flatMap(Collection::stream)
                .collect(Collectors.toMap(ApiCheck::id, Function.identity()));
        return Requirements.API.stream()
                .map(requirement -> byId.get(requirement.id()))
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * Finds out what the host is and prepares what the checks need.
     *
     * @throws Unusable when it cannot be reached, or nothing is left to judge
     * @throws IllegalArgumentException when options are missing
     */
    public static ApiPlan open(ApiOptions options) throws InterruptedException {
        List<ApiCheck> chosen = checks().stream()
                .filter(check -> options.selection().includes(Requirements.named(check.id())))
                .toList();
        if (chosen.isEmpty()) {
            throw new Unusable("Nothing is left to judge: --skip takes away everything that --only names.");
        }
        Control control = new Control(new Http(), options.target(), options.controlToken());
        boolean controlled = options.usesControl() && control.isThere();
        if (!controlled) {
            options.requireMerchant();
            requireAnswer(options);
        }
        boolean here = isThisMachine(options.target());
        Traffic traffic = new Traffic(controlled ? any -> true : callback -> callback.isSigned(options.apiSecret()));
        ApiClient client = new ApiClient(options.target(), here ? null : new Throttle(options.isVerified()), traffic);
        if (controlled && !here && options.receiverPublicUrl() == null) {
            throw new IllegalArgumentException("the simulator at " + options.target()
                    + " is on another machine, whose callbacks do not come to this one's 127.0.0.1: give --receiver-public-url,"
                    + " and --receiver-port where the receiver listens");
        }
        Receiver receiver = controlled || options.receiverPublicUrl() != null
                ? Receiver.open(port(options), options.receiverPublicUrl(), traffic::add)
                : null;
        ApiRun run = new ApiRun(options, traffic, client, controlled ? control : null, receiver);
        Set<Effect> effects = here || controlled ? EnumSet.allOf(Effect.class) : options.allowed();
        List<Check> checks = new ArrayList<>();
        List<ApiCheck> allowed = new ArrayList<>();
        for (ApiCheck check : chosen) {
            Requirement requirement = Requirements.named(check.id());
            if (effects.containsAll(requirement.effects())) {
                allowed.add(check);
                checks.add(new Check(
                        requirement,
                        check.closing(),
                        notes -> {},
                        notes -> check.script().play(new ApiContext(run, check.id(), notes))));
            } else {
                checks.add(new Check(requirement, notes -> {
                    throw CheckFailure.skipped(forbidden(requirement, effects));
                }));
            }
        }
        return new ApiPlan(run, new Plan("api", checks), allowed);
    }

    /** Whoever was asked for a control API has answered. */
    private static void requireAnswer(ApiOptions options) throws InterruptedException {
        if (options.usesControl()) {
            return;
        }
        HttpUrl target = options.target();
        try {
            new Http().send("GET", target.with("/"), Map.of(), null, Control.PATIENCE);
        } catch (IOException e) {
            throw new Unusable("The target " + target + " cannot be reached (" + e.getMessage()
                    + "): start it, or correct --target.");
        }
    }

    /** A receiver on this machine listens where its URL says; behind a tunnel only the user knows where. */
    private static int port(ApiOptions options) {
        HttpUrl url = options.receiverPublicUrl();
        return options.receiverPort() == 0 && url != null && isThisMachine(url) ? url.port() : options.receiverPort();
    }

    private static boolean isThisMachine(HttpUrl url) {
        try {
            return Arrays.stream(HostAddresses.of(url.host())).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String forbidden(Requirement requirement, Set<Effect> effects) {
        List<Effect> missing = requirement.effects().stream()
                .filter(effect -> !effects.contains(effect))
                .sorted()
                .toList();
        return missing.stream().map(Effect::told).collect(Collectors.joining(" and ")) + ": allow it with --allow "
                + missing.stream().map(Effect::word).collect(Collectors.joining(","));
    }

    /** Whether the host is a simulator whose control API is used. */
    public boolean isControlled() {
        return run.hasControl();
    }

    /** What is going to be done, one line for each thing, to be told before it is. */
    public List<String> intentions() {
        int requests = allowed.stream().mapToInt(ApiCheck::requests).sum();
        int skipped = plan.checks().size() - allowed.size();
        List<String> lines = new ArrayList<>();
        lines.add(allowed.size() + " checks at " + run.options().target() + ", about " + requests + " requests"
                + (run.hasControl() ? ", and more to the control API" : "") + ".");
        for (Effect effect : Effect.values()) {
            long with = allowed.stream()
                    .filter(check -> Requirements.named(check.id()).effects().contains(effect))
                    .count();
            if (with > 0) {
                lines.add(with + " of them: " + effect.told() + ".");
            }
        }
        if (skipped > 0) {
            lines.add(skipped + " more are skipped, for what they do was not allowed.");
        }
        return lines;
    }

    @Override
    public Plan plan() {
        return plan;
    }

    @Override
    public String masked(String text) {
        return run.options().secrets().masked(text);
    }

    @Override
    public int atOnce() {
        return run.hasControl() ? AT_ONCE : 1;
    }

    @Override
    public List<String> facts() {
        return List.of(
                run.hasControl()
                        ? "The target is a simulator with a control API."
                        : "The target was judged from outside, without a control API.",
                run.traffic().exchanges().size() + " requests were sent and "
                        + run.traffic().callbacks().size() + " callbacks received.");
    }

    @Override
    public List<NamedEvidence> ordinaryPaths() {
        return List.of(
                run.ordinaryDeposit().evidence(),
                run.ordinaryWithdrawal().evidence(),
                run.historySample().evidence());
    }

    /** What was exchanged so far, without anything that is secret. */
    public Recording recording() {
        return run.recording();
    }

    @Override
    public JsonNode shapes() {
        return run.traffic().shapes();
    }

    @Override
    public void close() {
        run.close();
    }
}
