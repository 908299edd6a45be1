package io.github.assetpaysim.simulator;

import io.github.assetpaysim.simulator.callback.transport.SocketSender;
import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.control.ControlApi;
import io.github.assetpaysim.simulator.control.SeedFile;
import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.dialect.co.CoApi;
import io.github.assetpaysim.simulator.dialect.co.CoDialect;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.http.Surface;
import io.github.assetpaysim.simulator.log.EventLog;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.merchant.Merchants;
import io.github.assetpaysim.simulator.merchant.Situation;
import io.github.assetpaysim.simulator.merchant.Surroundings;
import io.github.assetpaysim.simulator.seed.Seed;
import io.github.assetpaysim.simulator.time.Engine;
import io.github.assetpaysim.simulator.time.Leftover;
import io.github.assetpaysim.simulator.time.Wall;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A fake AssetPay server. Everything it consists of is put together here, by hand.
 *
 * <p>It listens from {@link #start} on until it is closed. Any thread may call it.
 */
public final class Simulator implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Engine engine;
    private final SocketSender sender = new SocketSender();
    private final Merchants merchants;
    private final Surface surface;
    private final Dialect dialect;
    private final URI baseUrl;

    private Simulator(Settings settings, EventLog log) {
        MerchantSettings defaults = settings.merchant();
        if (defaults.get(MerchantSettings.SEED) == null) {
            defaults = defaults.with(MerchantSettings.SEED, Seed.drawn().value());
        }
        this.engine = new Engine(error -> log.bug("an entry of a timeline", error));
        // Loading the JSON library takes as long as a third of the web server's start; two cores do both at once.
        engine.workers().execute(StrictJson::warmUp);
        try {
            this.dialect = new CoDialect("assetpay-simulator/" + Version.VALUE);
            Catalogue catalogue = new Catalogue();
            Optional<SeedFile> seedFile = Optional.ofNullable(settings.get(Settings.SEED_FILE))
                    .map(file -> SeedFile.read(Settings.SEED_FILE.name(), file, catalogue));
            this.merchants = new Merchants(
                    defaults,
                    seedFile.map(SeedFile::start).orElse(Situation.ORDINARY),
                    new Surroundings(engine, Wall.CLOCK, sender, dialect, catalogue, log));
            seedFile.ifPresent(file -> file.addTo(Settings.SEED_FILE.name(), merchants));
            ControlApi control = new ControlApi(
                    merchants,
                    dialect,
                    dialect.explainer(),
                    catalogue,
                    Version.VALUE,
                    settings.loopbackOnly(),
                    settings.get(Settings.HOST),
                    settings.get(Settings.CONTROL_TOKEN));
            this.surface = new Surface(
                    settings.get(Settings.HOST),
                    settings.get(Settings.PORT),
                    List.of(new CoApi(merchants, Wall.CLOCK), control),
                    new Seed(defaults.get(MerchantSettings.SEED)).child("requests"),
                    log);
        } catch (RuntimeException e) {
            sender.close();
            engine.close();
            throw e;
        }
        String host = settings.get(Settings.HOST).contains(":")
                ? "[" + settings.get(Settings.HOST) + "]"
                : settings.get(Settings.HOST);
        this.baseUrl = URI.create("http://" + host + ":" + surface.port());
    }

    /**
     * Starts a simulator.
     *
     * @throws io.github.assetpaysim.simulator.http.CannotListen when host or port cannot be used
     * @throws io.github.assetpaysim.simulator.setting.InvalidSetting when the seed file is not what it should be
     */
    public static Simulator start(Settings settings, EventLog log) {
        return new Simulator(settings, log);
    }

    /** Starts a simulator that tells nobody what happens; its bugs go to standard error. */
    public static Simulator start(Settings settings) {
        return start(settings, EventLog.SILENT);
    }

    /** What replaces {@code https://api.assetpay.co}. */
    public URI baseUrl() {
        return baseUrl;
    }

    /** The merchant that the settings made. */
    public Merchant defaultMerchant() {
        return merchants.find(Merchants.DEFAULT).orElseThrow();
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
        Merchant merchant = SimulatedMerchant.traced(() -> merchants.create(settings, Situation.ORDINARY));
        return handle(merchant);
    }

    /**
     * The merchant with this id in the control API, {@code default} for the one that the settings made.
     *
     * @throws IllegalArgumentException when there is none
     */
    public SimulatedMerchant merchant(String id) {
        return handle(merchants
                .find(id)
                .orElseThrow(() -> new IllegalArgumentException("there is no merchant '" + id + "'; there are "
                        + merchants.all().stream().map(Merchant::id).toList())));
    }

    private SimulatedMerchant handle(Merchant merchant) {
        return new SimulatedMerchant(baseUrl, merchant, merchants, dialect);
    }

    /**
     * Stops: nothing becomes due any more, what is due gets at most five seconds.
     *
     * @return what was left undone
     */
    public Leftover stop() {
        // The receivers of the last callbacks may still call the API.
        Leftover leftover = merchants.closeWithin(GRACE);
        surface.close();
        sender.close();
        engine.close();
        return leftover;
    }

    @Override
    public void close() {
        stop();
    }

    @Override
    public String toString() {
        return baseUrl.toString();
    }
}
