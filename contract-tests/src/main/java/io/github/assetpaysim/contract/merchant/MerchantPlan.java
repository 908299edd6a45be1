package io.github.assetpaysim.contract.merchant;

import io.github.assetpaysim.contract.http.Http;
import io.github.assetpaysim.contract.http.HttpProxy;
import io.github.assetpaysim.contract.http.HttpUrl;
import io.github.assetpaysim.contract.merchant.probe.HttpProbe;
import io.github.assetpaysim.contract.merchant.scene.AssetPay;
import io.github.assetpaysim.contract.merchant.scene.CheckContext;
import io.github.assetpaysim.contract.merchant.scene.CheckState;
import io.github.assetpaysim.contract.merchant.scene.CreditPolicy;
import io.github.assetpaysim.contract.merchant.scene.HappyPath;
import io.github.assetpaysim.contract.merchant.scene.MerchantUnderTest;
import io.github.assetpaysim.contract.merchant.scene.Preparation;
import io.github.assetpaysim.contract.merchant.scene.PreparedUser;
import io.github.assetpaysim.contract.merchant.scene.Run;
import io.github.assetpaysim.contract.merchant.scene.TestUser;
import io.github.assetpaysim.contract.merchant.scene.WithdrawalPath;
import io.github.assetpaysim.contract.plan.Check;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.NamedEvidence;
import io.github.assetpaysim.contract.plan.OpenPlan;
import io.github.assetpaysim.contract.plan.Plan;
import io.github.assetpaysim.contract.plan.Requirements;
import io.github.assetpaysim.contract.plan.Unusable;
import io.github.assetpaysim.contract.simulator.Control;
import io.github.assetpaysim.contract.simulator.SimulatorSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges a merchant's integration, requirement by requirement, by what it credits. At a simulator it makes a merchant of its own with
 * the credentials that the merchant under test was started with, and throws it away when closed.
 *
 * <p>Closing may happen at any time, from any thread, and more than once.
 */
public final class MerchantPlan implements OpenPlan {
    private final MerchantOptions options;
    private final Plan plan;
    /** Null at a host that is no simulator. */
    private final HappyPath ordinary;
    /** Null likewise, and when nothing about withdrawals is judged. */
    private final WithdrawalPath withdrawal;
    /** The throwaway merchant; null once it is gone, and at a host that is no simulator. */
    private SimulatorSession session;

    private MerchantPlan(
            MerchantOptions options,
            Plan plan,
            HappyPath ordinary,
            WithdrawalPath withdrawal,
            SimulatorSession session) {
        this.options = options;
        this.plan = plan;
        this.ordinary = ordinary;
        this.withdrawal = withdrawal;
        this.session = session;
    }

    /** How each requirement is tried, in the order of the catalogue. */
    static List<MerchantCheck> checks() {
        Map<String, MerchantCheck> byId = Stream.of(
                        AnswerChecks.all(),
                        SignatureChecks.all(),
                        KeyChecks.all(),
                        BrokenChecks.all(),
                        OnceChecks.all(),
                        WhenChecks.all(),
                        AmountChecks.all(),
                        LostChecks.all(),
                        OptionalChecks.all(),
                        EndChecks.all(),
                        LateChecks.all(),
                        GateChecks.all(),
                        GateOnceChecks.all(),
                        GateMoneyChecks.all(),
                        WithdrawalChecks.all())
                .flatMap(Collection::stream)
                .collect(Collectors.toMap(MerchantCheck::id, Function.identity()));
        return Requirements.MERCHANT.stream()
                .map(requirement -> byId.get(requirement.id()))
                .toList();
    }

    /**
     * Prepares everything that the checks need.
     *
     * @throws Unusable when the target or the probe cannot be reached, or nothing is left to judge
     * @throws IllegalArgumentException when options are missing
     */
    public static MerchantPlan open(MerchantOptions options) throws InterruptedException {
        if (Requirements.MERCHANT.stream().noneMatch(options::judges)) {
            throw new Unusable(
                    "Nothing is left to judge: --skip, or that the merchant takes withdrawals or none, takes away"
                            + " everything that --only names.");
        }
        Http http = new Http();
        Control control = new Control(http, options.target(), options.controlToken());
        boolean simulator = control.isThere();
        if (simulator) {
            options.check();
        }
        checkProbe(options);
        if (!simulator) {
            return new MerchantPlan(options, StagingPlan.of(options, http), null, null, null);
        }
        Run run = new Run();
        try {
            SimulatorSession session = SimulatorSession.open(control, options.registration(), run.merchantId());
            try {
                return prepare(options, http, session, run);
            } catch (IOException | RuntimeException | InterruptedException e) {
                session.end();
                throw e;
            }
        } catch (IOException | CheckFailure e) {
            throw new Unusable("The simulator at " + options.target() + " does not do what the kit needs ("
                    + e.getMessage() + "): use the simulator of the same version.");
        }
    }

    private static void checkProbe(MerchantOptions options) throws InterruptedException {
        if (options.probe() == null) {
            return;
        }
        try {
            options.probe().balance(new Run().steamId());
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new Unusable("The probe does not work: " + (e.getMessage() == null ? e : e.getMessage()) + ".");
        }
    }

    private static MerchantPlan prepare(MerchantOptions options, Http http, SimulatorSession session, Run run)
            throws IOException, InterruptedException {
        AssetPay assetPay = new AssetPay(http, options.target(), session.apiKey());
        MerchantUnderTest merchant = new MerchantUnderTest(options.settings(), http, session, assetPay, run);
        Preparation preparation =
                new Preparation(session, assetPay, run, options.settings().withdrawsSeveral());
        HappyPath ordinary = new HappyPath(merchant, preparation.users(HappyPath.SPECS));
        List<MerchantCheck> chosen = checks().stream()
                .filter(check -> options.judges(Requirements.named(check.id())))
                .toList();
        boolean withdraws = chosen.stream().anyMatch(check -> check.needs().isOfWithdrawals());
        WithdrawalPath withdrawal =
                withdraws ? new WithdrawalPath(merchant, preparation.users(WithdrawalPath.SPECS)) : null;
        List<Check> checks = new ArrayList<>();
        for (MerchantCheck check : chosen) {
            List<PreparedUser> users = preparation.users(check.specs());
            checks.add(new Check(
                    Requirements.named(check.id()),
                    check.needs() == MerchantCheck.Needs.ALL_OTHERS,
                    notes -> await(check.needs(), ordinary, withdrawal),
                    notes -> {
                        CheckState state = new CheckState(merchant, check.id(), notes);
                        play(check, new CheckContext(state, ordinary, withdrawal, TestUser.of(state, users)));
                    }));
        }
        preparation.finish();
        return new MerchantPlan(options, new Plan("merchant", checks), ordinary, withdrawal, session);
    }

    private static void await(MerchantCheck.Needs needs, HappyPath ordinary, WithdrawalPath withdrawal)
            throws InterruptedException {
        switch (needs) {
            case NOTHING -> ordinary.walk();
            case DEPOSIT, ALL_OTHERS -> ordinary.require();
            case ORDINARY_WITHDRAWAL -> withdrawal.walk();
            case APPROVAL -> withdrawal.requireApproval();
            case WITHDRAWAL -> withdrawal.require();
        }
    }

    private static void play(MerchantCheck check, CheckContext context) throws Exception {
        try {
            check.script().play(context);
            context.requireNoDoubt();
        } catch (CheckFailure failure) {
            if (failure.isViolation()) {
                context.collect();
            } else {
                context.requireNoDoubt();
            }
            throw failure;
        } finally {
            if (!check.judgesAnswers()) {
                context.handOver();
            }
        }
    }

    @Override
    public Plan plan() {
        return plan;
    }

    @Override
    public List<String> facts() throws InterruptedException {
        List<String> facts = new ArrayList<>();
        addProxy(facts, "target", options.target());
        if (options.probe() instanceof HttpProbe probe) {
            addProxy(facts, "probe", probe.url("0"));
        }
        CreditPolicy policy = ordinary == null ? null : ordinary.walk().policy();
        if (policy != null) {
            facts.add("The merchant credits "
                    + (policy == CreditPolicy.INSTANT
                            ? "preCredit at HOLD and the rest at COMPLETED"
                            : "everything at COMPLETED")
                    + " (--credit-policy " + policy + ").");
        }
        return facts;
    }

    @Override
    public List<NamedEvidence> ordinaryPaths() throws InterruptedException {
        List<NamedEvidence> walked = new ArrayList<>();
        if (ordinary != null) {
            walked.add(ordinary.evidence());
        }
        if (withdrawal != null) {
            walked.add(withdrawal.evidence());
        }
        return walked;
    }

    private static void addProxy(List<String> facts, String what, HttpUrl url) {
        HttpProxy proxy = HttpProxy.to(url);
        if (proxy != null) {
            facts.add("The " + what + " was asked through " + proxy + ", as the JVM's settings say.");
        }
    }

    @Override
    public String masked(String text) {
        return options.secrets().masked(text);
    }

    @Override
    public int atOnce() {
        return options.atOnce();
    }

    /** Throws the merchant in the simulator away. */
    @Override
    public synchronized void close() {
        if (session != null) {
            session.end();
            session = null;
        }
    }
}
