package io.github.assetpaysim.contract.merchant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.plan.Check;
import io.github.assetpaysim.contract.plan.Finding;
import io.github.assetpaysim.contract.plan.Notes;
import io.github.assetpaysim.contract.plan.Plan;
import io.github.assetpaysim.contract.plan.Requirement;
import io.github.assetpaysim.contract.plan.Requirements;
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
public final class MerchantPlan implements AutoCloseable {
    private final MerchantOptions options;
    private final Plan plan;
    /** Null at a host that is no simulator. */
    private final OrdinaryPath ordinary;
    /** The throwaway merchant; null once it is gone, and at a host that is no simulator. */
    private World world;

    private MerchantPlan(MerchantOptions options, Plan plan, OrdinaryPath ordinary, World world) {
        this.options = options;
        this.plan = plan;
        this.ordinary = ordinary;
        this.world = world;
    }

    /** How each requirement is tried, in the order of the catalogue. */
    static List<MerchantCheck> checks() {
        Map<String, MerchantCheck> byId = Stream.of(
                        AnswerChecks.all(),
                        SignatureChecks.all(),
                        BrokenChecks.all(),
                        OnceChecks.all(),
                        WhenChecks.all(),
                        AmountChecks.all(),
                        EndChecks.all(),
                        LateChecks.all())
                .flatMap(Collection::stream)
                .collect(Collectors.toMap(MerchantCheck::id, Function.identity()));
        return Requirements.ALL.stream()
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
        if (Requirements.ALL.stream().noneMatch(options.selection()::includes)) {
            throw new Unusable("Nothing is left to judge: --skip takes away everything that --only names.");
        }
        Http http = new Http();
        Control control = new Control(http, options.target(), options.controlToken());
        boolean simulator = control.isThere();
        if (simulator) {
            options.check();
        }
        checkProbe(options);
        if (!simulator) {
            return new MerchantPlan(options, StagingPlan.of(options, http), null, null);
        }
        Run run = new Run();
        try {
            World world = World.open(control, options, run);
            try {
                return prepare(options, http, world, run);
            } catch (IOException | RuntimeException | InterruptedException e) {
                world.end();
                throw e;
            }
        } catch (IOException e) {
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

    private static MerchantPlan prepare(MerchantOptions options, Http http, World world, Run run)
            throws IOException, InterruptedException {
        MerchantUnderTest merchant = new MerchantUnderTest(options, http, world, run);
        world.price(Ware.values());
        List<String> ordinaryUsers = cast(world, run, OrdinaryPath.ROLES);
        OrdinaryPath ordinary = new OrdinaryPath(merchant, ordinaryUsers);
        List<Check> checks = new ArrayList<>();
        List<ObjectNode> faults = new ArrayList<>();
        for (MerchantCheck check : checks()) {
            Requirement requirement = Requirements.named(check.id());
            if (!options.selection().includes(requirement)) {
                continue;
            }
            List<String> steamIds = cast(world, run, check.roles());
            for (int i = 0; i < steamIds.size(); i++) {
                String steamId = steamIds.get(i);
                check.roles().get(i).mishaps().forEach(mishap -> faults.add(mishap.planned(steamId, steamIds)));
            }
            checks.add(new Check(
                    requirement,
                    check.needsOrdinaryPath() ? notes -> ordinary.require() : notes -> ordinary.walk(),
                    notes -> play(check, merchant, ordinary, steamIds, notes)));
        }
        world.plan(faults);
        return new MerchantPlan(options, new Plan("merchant", checks), ordinary, world);
    }

    /** Gives each role a user of its own. */
    private static List<String> cast(World world, Run run, List<Role> roles) throws IOException, InterruptedException {
        List<String> steamIds = new ArrayList<>();
        for (Role role : roles) {
            steamIds.add(run.steamId());
            world.cast(steamIds.get(steamIds.size() - 1), role);
        }
        return steamIds;
    }

    private static void play(
            MerchantCheck check, MerchantUnderTest merchant, OrdinaryPath ordinary, List<String> steamIds, Notes notes)
            throws Exception {
        Scene scene = new Scene(merchant, ordinary, check.id(), check.roles(), steamIds, notes);
        try {
            check.script().play(scene);
            scene.requireNoDoubt();
        } catch (Finding finding) {
            if (finding.isViolation()) {
                scene.collect();
            } else {
                scene.requireNoDoubt();
            }
            throw finding;
        }
    }

    /** The checks, ready to be made. */
    public Plan plan() {
        return plan;
    }

    /** What a finished run has found out besides its verdicts, one line for each thing. */
    public List<String> facts() throws InterruptedException {
        CreditPolicy policy = ordinary == null ? null : ordinary.walk().policy();
        return policy == null
                ? List.of()
                : List.of("The merchant credits "
                        + (policy == CreditPolicy.INSTANT
                                ? "preCredit at HOLD and the rest at COMPLETED"
                                : "everything at COMPLETED")
                        + " (--credit-policy " + policy + ").");
    }

    /** How many checks run at the same time. */
    public int atOnce() {
        return options.atOnce();
    }

    /** Throws the merchant in the simulator away. */
    @Override
    public synchronized void close() {
        if (world != null) {
            world.end();
            world = null;
        }
    }
}
