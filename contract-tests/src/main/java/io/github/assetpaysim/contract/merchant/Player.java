package io.github.assetpaysim.contract.merchant;

import io.github.assetpaysim.contract.plan.Finding;
import io.github.assetpaysim.contract.plan.SentCallback;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** One user of a scene, played by the kit. For one thread. */
final class Player {
    private final Scene scene;
    private final String steamId;
    private final Role role;
    private final List<Deposit> started = new ArrayList<>();
    /** What the merchant had credited before the first deposit; null until then, or without a probe. */
    private BigDecimal before;

    Player(Scene scene, String steamId, Role role) {
        this.scene = scene;
        this.steamId = steamId;
        this.role = role;
    }

    String steamId() {
        return steamId;
    }

    Role role() {
        return role;
    }

    List<Deposit> started() {
        return started;
    }

    /** Starts a deposit, asking for instant credit as AssetPay does by itself. */
    Deposit deposits(Ware... wares) throws IOException, InterruptedException {
        return deposits(true, wares);
    }

    /** Starts a deposit. */
    Deposit deposits(boolean isInstant, Ware... wares) throws IOException, InterruptedException {
        MerchantUnderTest merchant = scene.merchant();
        remember();
        List<String> known = started.stream().map(Deposit::tradeId).toList();
        String id = merchant.start(steamId, List.of(wares), isInstant, scene.check(), known);
        scene.notes().line("user " + steamId + " deposits " + shown(wares) + ": trade " + id);
        Deposit deposit = new Deposit(scene, id);
        started.add(deposit);
        return deposit;
    }

    /** Reads what the user had before, if that was not done yet. */
    void remember() throws InterruptedException {
        if (before == null && scene.merchant().ledger().isThere()) {
            before = scene.merchant().ledger().balance(steamId);
        }
    }

    /** Has deposited something before, all the way. */
    void hasDeposited(Ware ware) throws IOException, InterruptedException {
        deposits(ware).completes();
        reaches(ware.price());
    }

    /** Waits for a while until this much has been credited in all; without that the check shows nothing and is skipped. */
    void reaches(BigDecimal credited) throws InterruptedException {
        if (before == null) {
            return;
        }
        BigDecimal reached =
                scene.merchant().ledger().reach(steamId, before.add(credited)).subtract(before);
        if (reached.compareTo(credited) != 0) {
            throw Finding.blocked("needs " + shown(credited) + " USD to be credited first, and " + shown(reached)
                    + " USD were, which other requirements are about");
        }
    }

    /** Whether a callback about one of the deposits was not answered in time. */
    boolean letsTimeOut() throws IOException, InterruptedException {
        for (Deposit deposit : started) {
            if (deposit.callbacks().stream().anyMatch(SentCallback::isTimedOut)) {
                return true;
            }
        }
        return false;
    }

    /** Waits until the merchant has done what it is going to do. */
    void settles() throws InterruptedException {
        if (before != null) {
            credited();
        }
    }

    /** Waits likewise for what is credited at HOLD of a deposit, on top of what was credited before. */
    void reachesHold(BigDecimal earlier, BigDecimal total) throws InterruptedException {
        CreditPolicy policy = scene.ordinary().walk().policy();
        if (policy != null) {
            reaches(earlier.add(policy.atHold(role.preCredit(total))));
        }
    }

    /** What was credited in all, once it has stopped changing. */
    Ledger.Settled credited() throws InterruptedException {
        return credited(scene.merchant().ledger().settled(List.of(steamId)).get(0));
    }

    /** What was credited since the first deposit, of a balance that has settled. */
    private Ledger.Settled credited(Ledger.Settled settled) {
        Ledger.Settled credited = new Ledger.Settled(
                settled.balance().subtract(before),
                settled.passed().stream().map(each -> each.subtract(before)).toList());
        scene.notes().line("user " + steamId + " is credited " + shown(credited.balance()) + " USD in all");
        return credited;
    }

    /** Checks what was credited in all, once it has stopped changing. */
    void isCredited(BigDecimal expected, String why) throws IOException, InterruptedException {
        check(new Due(this, expected, why), credited());
    }

    /**
     * What one of several users must have been credited in all.
     *
     * @param why in words that follow a comma
     */
    record Due(Player player, BigDecimal usd, String why) {}

    /** Checks what several users were credited, once none of it changes any more. */
    static void areCredited(Due... dues) throws IOException, InterruptedException {
        List<Ledger.Settled> credited =
                credited(Arrays.stream(dues).map(Due::player).toArray(Player[]::new));
        for (int i = 0; i < dues.length; i++) {
            check(dues[i], credited.get(i));
        }
    }

    /** What several users were credited in all, once none of it changes any more. */
    static List<Ledger.Settled> credited(Player... players) throws InterruptedException {
        Ledger ledger = players[0].scene.merchant().ledger();
        List<Ledger.Settled> settled = ledger.settled(
                Arrays.stream(players).map(player -> player.steamId).toList());
        List<Ledger.Settled> credited = new ArrayList<>();
        for (int i = 0; i < players.length; i++) {
            credited.add(players[i].credited(settled.get(i)));
        }
        return credited;
    }

    private static void check(Due due, Ledger.Settled credited) throws IOException, InterruptedException {
        if (credited.balance().compareTo(due.usd()) != 0) {
            if (due.player().scene.isInDoubt()) {
                due.player().scene.requireNoRush();
            }
            throw Finding.violated(
                    shown(due.usd()) + " USD credited to user " + due.player().steamId + " in all, " + due.why(),
                    shown(credited.balance()) + " USD");
        }
    }

    /** A demand for {@link #areCredited}. */
    Due due(BigDecimal usd, String why) {
        return new Due(this, usd, why);
    }

    private static String shown(Ware... wares) {
        return Arrays.stream(wares)
                .map(ware -> ware.marketHashName() + " for " + shown(ware.price()) + " USD")
                .collect(Collectors.joining(", "));
    }

    /** An amount of USD, with cents. */
    static String shown(BigDecimal usd) {
        BigDecimal plain = usd.stripTrailingZeros();
        return (plain.scale() < 2 ? plain.setScale(2) : plain).toPlainString();
    }
}
