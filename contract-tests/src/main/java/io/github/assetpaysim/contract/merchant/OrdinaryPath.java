package io.github.assetpaysim.contract.merchant;

import io.github.assetpaysim.contract.plan.Finding;
import io.github.assetpaysim.contract.plan.Notes;
import io.github.assetpaysim.contract.plan.SentCallback;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/**
 * One CS2 deposit through to COMPLETED, made once; all checks build on it. Thread-safe: whoever asks first walks it, the others
 * wait.
 */
final class OrdinaryPath {
    /** The user of the ordinary path. */
    static final Role ROLE = Role.owning(Ware.PLAIN);

    static final BigDecimal TOTAL = Ware.PLAIN.price();
    static final BigDecimal PRE_CREDIT = ROLE.preCredit(TOTAL);
    private static final String TIMED_OUT = "no complete answer within";

    private final MerchantUnderTest merchant;
    private final String steamId;
    private Walk walk;

    OrdinaryPath(MerchantUnderTest merchant, String steamId) {
        this.merchant = merchant;
        this.steamId = steamId;
    }

    /**
     * What was seen.
     *
     * @param callbacks as far as it went
     * @param atHold what was credited on hold; null when it did not come to that, or without a probe
     * @param atEnd what was credited in the end; null likewise
     * @param policy when the merchant credits, or null when that could not be told
     * @param broken why the walk broke off, or null
     */
    record Walk(
            String tradeId,
            List<SentCallback> callbacks,
            Ledger.Settled atHold,
            Ledger.Settled atEnd,
            CreditPolicy policy,
            Finding broken,
            List<String> lines) {

        /** The first callback that the merchant did not acknowledge, or null. */
        SentCallback unacknowledged() {
            return callbacks.stream()
                    .filter(callback -> !Deposit.acknowledged(callback))
                    .findFirst()
                    .orElse(null);
        }

        /** Why nothing else can be judged, or null. */
        String trouble() {
            if (broken != null) {
                return broken.getMessage();
            }
            SentCallback refused = unacknowledged();
            if (refused != null) {
                return "the callback " + refused.event() + " was not acknowledged but answered " + refused.answers();
            }
            if (atEnd != null && atEnd.balance().compareTo(TOTAL) != 0) {
                return "in the end " + Player.shown(atEnd.balance()) + " USD were credited instead of "
                        + Player.shown(TOTAL);
            }
            return null;
        }
    }

    /** Skips a check when the ordinary path does not work. */
    void require() throws InterruptedException {
        String trouble = walk().trouble();
        if (trouble != null) {
            throw Finding.skipped("needs the ordinary path, which fails: " + trouble);
        }
    }

    /** The walk, made at the first call. */
    synchronized Walk walk() throws InterruptedException {
        if (walk == null) {
            walk = make();
        }
        return walk;
    }

    /** The walk, with what it saw in the notes of a check. */
    Walk walk(Notes notes) throws InterruptedException {
        Walk made = walk();
        made.lines().forEach(notes::line);
        made.callbacks().forEach(notes::callback);
        return made;
    }

    private Walk make() throws InterruptedException {
        Notes notes = new Notes();
        Scene scene = new Scene(merchant, this, "ordinary", List.of(ROLE), List.of(steamId), notes);
        Player player = scene.player();
        Deposit deposit = null;
        Ledger.Settled atHold = null;
        Ledger.Settled atEnd = null;
        Finding broken = null;
        List<SentCallback> callbacks = List.of();
        try {
            deposit = player.deposits(Ware.PLAIN);
            if (goesOn(deposit, "INITIATED")
                    && goesOn(deposit.happens("send-offer"), "PENDING")
                    && goesOn(deposit.happens("accept").becomes("HOLD"), "HOLD")) {
                atHold = merchant.ledger().isThere() ? player.credited() : null;
                if (goesOn(deposit.happens("end-hold"), "COMPLETED")) {
                    atEnd = merchant.ledger().isThere() ? player.credited() : null;
                    checkProbe(atEnd);
                }
            }
        } catch (Finding finding) {
            broken = finding;
        } catch (IOException e) {
            broken = Finding.inconclusive(String.valueOf(e.getMessage()));
        }
        try {
            callbacks = deposit == null ? callbacks : deposit.callbacks();
        } catch (IOException e) {
            broken = Finding.inconclusive(String.valueOf(e.getMessage()));
        }
        return new Walk(
                deposit == null ? null : deposit.tradeId(),
                callbacks,
                atHold,
                atEnd,
                policy(atHold),
                broken,
                notes.evidence().lines());
    }

    /** Whether a status was acknowledged; a merchant that lets one time out is not asked again and again. */
    private boolean goesOn(Deposit deposit, String status) throws IOException, InterruptedException {
        merchant.world().awaitCallback(deposit.tradeId(), status);
        for (SentCallback callback : deposit.callbacks()) {
            if (timedOut(callback)) {
                return false;
            }
        }
        deposit.isTold(status);
        return deposit.callbacks().stream().allMatch(Deposit::acknowledged);
    }

    static boolean timedOut(SentCallback callback) {
        return callback.answers().stream()
                .anyMatch(answer -> answer.error() != null && answer.error().startsWith(TIMED_OUT));
    }

    /** A probe that still knows nobody looks at the wrong place. */
    private void checkProbe(Ledger.Settled atEnd) throws IOException, InterruptedException {
        if (merchant.options().probe() instanceof HttpProbe probe
                && atEnd.balance().signum() == 0
                && !probe.knows(steamId)) {
            throw Finding.inconclusive("the probe " + probe + " answers 404 for the user " + steamId
                    + ", whose deposit was completed: is it the right address?");
        }
    }

    private CreditPolicy policy(Ledger.Settled atHold) {
        if (merchant.options().creditPolicy() != null || atHold == null) {
            return merchant.options().creditPolicy();
        }
        for (CreditPolicy policy : CreditPolicy.values()) {
            if (policy.atHold(PRE_CREDIT).compareTo(atHold.balance()) == 0) {
                return policy;
            }
        }
        return null;
    }
}
