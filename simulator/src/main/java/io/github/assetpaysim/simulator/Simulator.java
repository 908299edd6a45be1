package io.github.assetpaysim.simulator;

import io.github.assetpaysim.simulator.callback.transport.SocketSender;
import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.control.SeedFile;
import io.github.assetpaysim.simulator.dialect.co.CoApi;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.log.EventLog;
import io.github.assetpaysim.simulator.merchant.ClientToken;
import io.github.assetpaysim.simulator.merchant.Credentials;
import io.github.assetpaysim.simulator.merchant.EndUserClaims;
import io.github.assetpaysim.simulator.merchant.InitialState;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.merchant.Merchants;
import io.github.assetpaysim.simulator.merchant.Shared;
import io.github.assetpaysim.simulator.seed.Seed;
import io.github.assetpaysim.simulator.time.Leftover;
import io.github.assetpaysim.simulator.time.Scheduler;
import io.github.assetpaysim.simulator.time.WallClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A fake AssetPay server. Everything it consists of is put together here, by hand.
 *
 * <p>It listens from {@link #start} on until it is closed. Any thread may call it.
 */
public final class Simulator implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(5);
    /** Whether this JVM has done once what is slow only once. */
    private static final AtomicBoolean WARM = new AtomicBoolean();

    private final Scheduler scheduler;
    private final boolean seedGiven;
    private final SocketSender sender;
    /** The first is that of the merchants which are made here. */
    final List<DialectServer> servers = new ArrayList<>();

    /** Every dialect, each with its port. */
    private static List<DialectServer.Spoken> dialects(Settings settings) {
        return List.of(new DialectServer.Spoken(
                new CoApi("assetpay-simulator/" + Version.VALUE), settings.get(Settings.PORT)));
    }

    private Simulator(Settings settings, List<DialectServer.Spoken> dialects, EventLog log) {
        MerchantSettings merchant = settings.merchant();
        this.seedGiven = merchant.get(MerchantSettings.SEED) != null;
        MerchantSettings defaults = seedGiven
                ? merchant
                : merchant.with(MerchantSettings.SEED, Seed.drawn().value());
        this.sender = new SocketSender(settings.loopbackOnly());
        this.scheduler = new Scheduler(error -> log.bug("an entry of a timeline", error));
        Catalogue catalogue = new Catalogue();
        if (!WARM.getAndSet(true)) {
            scheduler.workers().execute(() -> warmUp(catalogue));
        }
        try {
            Optional<SeedFile> seedFile = Optional.ofNullable(settings.get(Settings.SEED_FILE))
                    .map(file -> SeedFile.read(Settings.SEED_FILE.name(), file, catalogue));
            for (DialectServer.Spoken each : dialects) {
                Shared shared = new Shared(
                        scheduler, WallClock.CLOCK, sender, each.api().dialect(), catalogue, log);
                servers.add(new DialectServer(each, settings, defaults, seedFile, shared));
            }
        } catch (RuntimeException e) {
            closeAll();
            throw e;
        }
    }

    /** Does what the first requests would wait for. It takes as long as half of the web server's start; two cores do both at once. */
    private static void warmUp(Catalogue catalogue) {
        try {
            StrictJson.warmUp();
            catalogue.kinds(Game.CS2);
            ClientToken.issue(
                    new Credentials("nobody", "", "-"),
                    new EndUserClaims("nobody", "", null, null),
                    Instant.EPOCH,
                    Duration.ZERO);
        } catch (RuntimeException | LinkageError e) {
            // Whoever needs it will say so.
        }
    }

    private void closeAll() {
        servers.forEach(DialectServer::close);
        sender.close();
        scheduler.close();
    }

    /**
     * Starts a simulator.
     *
     * @throws io.github.assetpaysim.simulator.http.CannotListen when host or port cannot be used
     * @throws io.github.assetpaysim.simulator.setting.InvalidSetting when the seed file is not what it should be
     */
    public static Simulator start(Settings settings, EventLog log) {
        return start(settings, dialects(settings), log);
    }

    static Simulator start(Settings settings, List<DialectServer.Spoken> dialects, EventLog log) {
        return new Simulator(settings, dialects, log);
    }

    /** Starts a simulator that tells nobody what happens; its bugs go to standard error. */
    public static Simulator start(Settings settings) {
        return start(settings, EventLog.SILENT);
    }

    /** What replaces {@code https://api.assetpay.co}. */
    public URI baseUrl() {
        return servers.get(0).baseUrl();
    }

    private Merchants merchants() {
        return servers.get(0).merchants();
    }

    /** The merchant that the settings made. */
    public Merchant defaultMerchant() {
        return merchants().find(Merchants.DEFAULT).orElseThrow();
    }

    /**
     * Ends the default merchant and makes it anew as the settings did: with the same credentials, and nothing has happened in it yet.
     * Ids of trades and callbacks are new ones unless the settings name a seed, so that an application that remembers the trades of the
     * former one takes none for known.
     */
    public SimulatedMerchant restartDefaultMerchant() {
        return handle(merchants().restartDefault(seedGiven));
    }

    /** Makes a merchant whose time stands still, with credentials of its own. */
    public SimulatedMerchant createMerchant() {
        return createMerchant(MerchantSettings.STANDARD);
    }

    /**
     * Makes a merchant. What the settings leave open, such as credentials, is drawn.
     *
     * @throws IllegalArgumentException when another merchant has the same id or API key
     */
    public SimulatedMerchant createMerchant(MerchantSettings settings) {
        Merchant merchant = SimulatedMerchant.traced(() -> merchants().create(settings, InitialState.ORDINARY));
        return handle(merchant);
    }

    /**
     * The merchant with this id in the control API, {@code default} for the one that the settings made.
     *
     * @throws IllegalArgumentException when there is none
     */
    public SimulatedMerchant merchant(String id) {
        return handle(merchants()
                .find(id)
                .orElseThrow(() -> new IllegalArgumentException("there is no merchant '" + id + "'; there are "
                        + merchants().all().stream().map(Merchant::id).toList())));
    }

    private SimulatedMerchant handle(Merchant merchant) {
        return new SimulatedMerchant(baseUrl(), merchant, merchants());
    }

    /**
     * Stops: nothing becomes due any more, what is due gets at most five seconds.
     *
     * @return what was left undone
     */
    public Leftover stop() {
        // The receivers of the last callbacks may still call the API.
        Leftover leftover = Merchants.closeWithin(
                GRACE, servers.stream().map(DialectServer::merchants).toList());
        closeAll();
        return leftover;
    }

    @Override
    public void close() {
        stop();
    }

    @Override
    public String toString() {
        return baseUrl().toString();
    }
}
