package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.SteamUser;
import io.github.assetpaysim.contract.api.receiver.Inbox;
import io.github.assetpaysim.contract.api.receiver.Received;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.Notes;
import io.github.assetpaysim.contract.simulator.ControlledMerchant;
import java.time.Duration;
import java.util.List;

/**
 * What one check works with. At a simulator it gets merchants and users of its own; elsewhere there is one merchant and one user, and
 * what needs more skips the check with that reason. Used by the thread of that check.
 */
final class ApiContext {
    static final String NO_RECEIVER =
            "needs to receive callbacks: give the URL under which AssetPay reaches this machine as --receiver-public-url";

    private final ApiRun run;
    private final String id;
    private final Notes notes;

    ApiContext(ApiRun run, String id, Notes notes) {
        this.run = run;
        this.id = id;
        this.notes = notes;
    }

    Notes notes() {
        return notes;
    }

    /** How long is waited for what should come. */
    Duration patience() {
        return run.options().patience();
    }

    /** How long is waited for somebody to accept an offer; whoever is there is told. */
    Duration awaitsPerson(String tradeId, SteamUser user) {
        return run.options().awaitsPerson("accept the Steam offer of trade " + tradeId + " for user " + user.steamId());
    }

    boolean hasControl() {
        return run.hasControl();
    }

    boolean receivesCallbacks() {
        return run.receivesCallbacks();
    }

    /** @throws CheckFailure that skips the check where there is no control API */
    void requireControl() {
        if (!run.hasControl()) {
            throw CheckFailure.skipped(
                    "needs the control API of a simulator, and " + run.options().target()
                            + (run.options().usesControl() ? " has none" : " is not asked for one (--no-control)"));
        }
    }

    /** An external id that nobody has used. */
    String externalId() {
        return run.externalId(id);
    }

    /** Whoever only reads, with a token already. */
    Caller reader() throws Exception {
        return run.reader(notes).withToken(run.token());
    }

    /** Whoever only reads, without a token yet. */
    Caller stranger() throws Exception {
        return run.reader(notes);
    }

    /** Makes a merchant for this check alone; skips it where there is no control API. */
    ControlledMerchant merchant(ObjectNode settings) throws Exception {
        requireControl();
        return run.make(settings);
    }

    /** Somebody of a controlled merchant. */
    Caller caller(ControlledMerchant merchant, SteamUser user) {
        return run.caller(ApiRun.credentials(merchant), user, notes);
    }

    /** Somebody whom nobody knows; skips the check where there is no control API, for a real host must not be asked about strangers. */
    SteamUser freshUser() {
        requireControl();
        return run.freshUser();
    }

    /** The test user of the simulator with this number (settled: 1 to 99); skips the check where there is no control API. */
    SteamUser testUser(int number) {
        requireControl();
        String steamId = String.valueOf(76561199000000000L + number);
        return new SteamUser(steamId, io.github.assetpaysim.contract.merchant.scene.Run.tradeUrl(steamId));
    }

    /** A second user of the same merchant; skips the check where none was given. */
    SteamUser otherUser() {
        if (run.hasControl()) {
            return run.freshUser();
        }
        if (run.options().otherUser() == null) {
            throw CheckFailure.skipped("needs a second user: give --other-steam-id and --other-trade-url");
        }
        return run.options().otherUser();
    }

    /** A user whose trades may be made: at a simulator of a merchant of this check's own. */
    Trader trader() throws Exception {
        return trader(Json.object());
    }

    /** The same with these settings of the merchant, which only a simulator can have; elsewhere they are left out. */
    Trader trader(ObjectNode settings) throws Exception {
        if (!run.hasControl()) {
            return new Trader(this, reader(), null, null);
        }
        return trader(settings, run.freshUser());
    }

    /** The same for somebody in particular; skips the check where there is no control API. */
    Trader trader(ObjectNode settings, SteamUser user) throws Exception {
        requireControl();
        Inbox inbox = run.receiver().own();
        ControlledMerchant merchant = run.make(settings.deepCopy().put("callbackUrl", inbox.url()));
        run.expect(inbox, ApiRun.credentials(merchant));
        return new Trader(this, caller(merchant, user), merchant, inbox);
    }

    /** The inbox of a trade where all share one URL; null when no callbacks come. */
    Inbox inboxOf(String externalId) {
        return run.receiver() == null || externalId.isEmpty()
                ? null
                : run.expect(run.receiver().of(externalId), run.given());
    }

    /** All that came about trades of this run so far, of any check, in the order of arrival. */
    List<ApiRun.Announced> announced() {
        return run.announced();
    }

    /** A URL of the receiver to which no callback may come; skips the check where none come at all. */
    String elsewhere() {
        if (run.receiver() == null) {
            throw CheckFailure.skipped(NO_RECEIVER);
        }
        return run.receiver().elsewhere();
    }

    /** Whatever was sent to that URL. */
    List<Received> sentTo(String url) {
        String path = url.substring(url.lastIndexOf("/elsewhere/"));
        return run.traffic().arrived().stream()
                .filter(request -> request.wentTo(path))
                .toList();
    }

    /** All answers of the run so far, of every operation and of all kinds; for checks that are made when others have ended. */
    List<Envelope> envelopes() throws Exception {
        return run.envelopes();
    }

    /** All that the reader is shown of a game, read once for all checks; it is noted. */
    Items whole(ItemList list, String game) throws Exception {
        return noted(run.wholeLists().of(reader(), list, game));
    }

    /** The same as it is now. */
    Items wholeAgain(ItemList list, String game) throws Exception {
        return noted(run.wholeLists().again(reader(), list, game));
    }

    private Items noted(Items whole) {
        notes.line("read for all checks, " + whole.exchange().asked() + ": "
                + whole.exchange().answered());
        return whole;
    }

    /** The deposit that goes well, made once for all checks; its evidence is noted as looked at. */
    OrdinaryDeposit.Walk ordinaryDeposit() throws Exception {
        notes.see(OrdinaryDeposit.NAME);
        return run.ordinaryDeposit().walk();
    }

    /** Two users with trades, made once for all checks of the history; skips the check where there is no control API. */
    HistorySample.Made historySample() throws Exception {
        requireControl();
        notes.see(HistorySample.NAME);
        return run.historySample().made();
    }

    /** The withdrawal that goes well, made once for all checks; its evidence is noted as looked at. */
    OrdinaryWithdrawal.Walk ordinaryWithdrawal() throws Exception {
        notes.see(OrdinaryWithdrawal.NAME);
        return run.ordinaryWithdrawal().walk();
    }
}
