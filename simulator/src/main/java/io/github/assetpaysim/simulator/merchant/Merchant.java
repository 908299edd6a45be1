package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.callback.CallbackDispatcher;
import io.github.assetpaysim.simulator.callback.DeliverySettings;
import io.github.assetpaysim.simulator.callback.Journal;
import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.dialect.RateLimit;
import io.github.assetpaysim.simulator.dialect.Secrets;
import io.github.assetpaysim.simulator.fault.Plan;
import io.github.assetpaysim.simulator.requestlog.RequestJournal;
import io.github.assetpaysim.simulator.seed.Seed;
import io.github.assetpaysim.simulator.time.ChangeNotifier;
import io.github.assetpaysim.simulator.time.Leftover;
import io.github.assetpaysim.simulator.time.Timeline;
import io.github.assetpaysim.simulator.trade.Trade;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A merchant is a universe: own credentials, time, users, trades, callbacks. Nothing in it is shared with another one but the
 * threads. Thread-safe: its parts are, and its settings are one immutable value that is replaced as a whole.
 */
public final class Merchant implements AutoCloseable {
    private static final Duration LONGEST_WAIT_FOR_A_TRADE = Duration.ofSeconds(5);

    private final String id;
    private final Dialect dialect;
    private final Timeline timeline;
    private final ChangeNotifier changes;
    private final EventHistory events;
    private final Journal journal;
    private final RequestJournal requests;
    private final RateLimits rateLimits = new RateLimits();
    private final CallbackDispatcher dispatcher;
    private final World world;
    private final Trades trades;
    private final Deposits deposits;
    private final Withdrawals withdrawals;
    private final Market market;
    private final Users users;
    private final Consumer<String> log;
    private volatile Settled settled;

    private volatile Plan faults = new Plan(List.of());

    /**
     * What holds at one moment: a callback goes to the URL, and is signed with the secrets, of the same moment.
     *
     * @param secrets that of the settings and the one before
     */
    private record Settled(MerchantSettings settings, Secrets secrets) {}

    /** @param settings with credentials, seed and first instant filled in */
    Merchant(String id, MerchantSettings settings, InitialState start, Shared shared) {
        this(
                id,
                settings,
                MerchantState.beginning(
                        start, settings.get(MerchantSettings.START_AT), settings.get(MerchantSettings.BALANCE)),
                shared);
    }

    /** A merchant that goes on from where another one with these settings stood. */
    Merchant(String id, MerchantSettings settings, MerchantState state, Shared shared) {
        this.id = id;
        this.dialect = shared.dialect();
        this.settled =
                new Settled(settings, new Secrets(settings.get(MerchantSettings.API_SECRET), state.previousSecret()));
        this.log = line -> shared.log().line(id.equals(Merchants.DEFAULT) ? line : "[" + id + "] " + line);
        Seed seed = new Seed(settings.get(MerchantSettings.SEED)).child(settings.get(MerchantSettings.MERCHANT_ID));
        Seed callbackIds = seed.child("callback");
        this.changes = new ChangeNotifier(shared.scheduler());
        int remembered = settings.get(MerchantSettings.REMEMBER);
        this.events = new EventHistory(remembered, shared.scheduler());
        this.timeline = new Timeline(
                settings.get(MerchantSettings.CLOCK),
                settings.get(MerchantSettings.PACE),
                state.clock(),
                shared.scheduler(),
                () -> events.add(EventHistory.Part.CLOCK));
        this.journal =
                new Journal(remembered, (delivery, ended) -> changed(new EventHistory.CallbackChange(delivery, ended)));
        this.requests = new RequestJournal(remembered, recorded -> events.add(new EventHistory.Answered(recorded)));
        this.dispatcher = new CallbackDispatcher(
                timeline,
                shared.wall(),
                shared.sender(),
                dialect,
                journal,
                trade -> callbackIds
                        .child(trade.id())
                        .uuid(trade.history().size())
                        .toString(),
                plan -> faults.onCallback(plan),
                this::deliverySettings,
                log);
        this.world = new World(state, settings, LONGEST_WAIT_FOR_A_TRADE, timeline, shared.catalogue(), seed);
        this.trades = new Trades(
                world,
                timeline,
                dispatcher,
                this::status,
                new TradeCourse(world, this::settings),
                trade -> changed(new EventHistory.TradeChange(trade)));
        this.deposits = new Deposits(world, trades, this::settings, new DepositHints(world, this::status));
        this.market = new Market(world);
        this.withdrawals = new Withdrawals(world, trades, market);
        this.users = new Users(world);
        trades.resume(state.next());
        ApiSecret.warning(settled.secrets.current()).ifPresent(log);
    }

    /** Who waits for a trade or callback looks again; other events, such as each request, are no reason to. */
    private void changed(EventHistory.Change change) {
        events.add(change);
        changes.changed();
    }

    /** How it stands; to trades, users and prices taking it is one step. */
    MerchantState state() {
        synchronized (world) {
            return world.state(settled.secrets.previous(), trades.next());
        }
    }

    private DeliverySettings deliverySettings() {
        Settled both = settled;
        MerchantSettings now = both.settings;
        return new DeliverySettings(
                now.get(MerchantSettings.CALLBACK_URL),
                both.secrets,
                now.get(MerchantSettings.RETRY),
                now.get(MerchantSettings.CALLBACK_TIMEOUT),
                now.values());
    }

    /** Its name in the control API. */
    public String id() {
        return id;
    }

    public Credentials credentials() {
        MerchantSettings now = settings();
        return new Credentials(
                now.get(MerchantSettings.MERCHANT_ID),
                now.get(MerchantSettings.API_KEY),
                now.get(MerchantSettings.API_SECRET));
    }

    public MerchantSettings settings() {
        return settled.settings;
    }

    /** Replaces the settings by what {@code change} makes of them; only patchable ones may differ. */
    public synchronized void change(UnaryOperator<MerchantSettings> change) {
        Settled before = settled;
        MerchantSettings changed = change.apply(before.settings);
        String secret = changed.get(MerchantSettings.API_SECRET);
        boolean another = !before.secrets.current().equals(secret);
        settled = new Settled(changed, another ? new Secrets(secret, before.secrets.current()) : before.secrets);
        timeline.change(changed.get(MerchantSettings.CLOCK), changed.get(MerchantSettings.PACE));
        events.add(EventHistory.Part.SETTINGS);
        if (another) {
            ApiSecret.warning(secret).ifPresent(log);
        }
    }

    /** The dialect's word for where one of its trades stands. */
    public String status(Trade trade) {
        return dialect.status(trade, settings().values());
    }

    /** What it and AssetPay speak. */
    public Dialect dialect() {
        return dialect;
    }

    /** What is planned to go wrong. */
    public Plan faults() {
        return faults;
    }

    /** Replaces what is planned to go wrong; what the plan before kept back is sent, what never struck is logged. */
    public synchronized void plan(List<Plan.Planned> planned) {
        Plan before = faults;
        dispatcher.replaceFaults(() -> faults = new Plan(planned));
        events.add(EventHistory.Part.FAULTS);
        // Only when no callback can be struck by it any more.
        reportNeverStruck(before);
    }

    /**
     * Adds to what is planned to go wrong.
     *
     * @throws IllegalArgumentException when that is too much
     */
    public synchronized void planMore(List<Plan.Planned> more) {
        faults.add(more);
        events.add(EventHistory.Part.FAULTS);
    }

    private void reportNeverStruck(Plan ended) {
        ended.neverStruck().forEach(tally -> log.accept("the fault " + tally + " was planned and never struck"));
    }

    public Timeline timeline() {
        return timeline;
    }

    /** Tells of every change of a trade or callback, until the merchant ends. */
    public ChangeNotifier changes() {
        return changes;
    }

    /** What has happened. */
    public EventHistory events() {
        return events;
    }

    public Journal journal() {
        return journal;
    }

    /** What its backend and its users asked of the API. */
    public RequestJournal requests() {
        return requests;
    }

    /** Ends when the request that made a trade can be answered: a fault may want a callback to come first. */
    public CompletableFuture<?> answerable(String tradeId) {
        if (!dispatcher.keepsAnswer(tradeId)) {
            return CompletableFuture.completedFuture(null);
        }
        // A receiver that hangs, or a merchant that is deleted meanwhile, must not keep the answer for ever.
        Duration longest = settings().get(MerchantSettings.CALLBACK_TIMEOUT).plus(LONGEST_WAIT_FOR_A_TRADE);
        return changes.await(() -> dispatcher.keepsAnswer(tradeId) ? Optional.empty() : Optional.of(tradeId), longest)
                .handle((answerable, deleted) -> null);
    }

    public CallbackDispatcher dispatcher() {
        return dispatcher;
    }

    public Trades trades() {
        return trades;
    }

    public Deposits deposits() {
        return deposits;
    }

    public Withdrawals withdrawals() {
        return withdrawals;
    }

    public Market market() {
        return market;
    }

    public Users users() {
        return users;
    }

    /**
     * Counts a request against the merchant's limits.
     *
     * @throws io.github.assetpaysim.simulator.trade.Refusal when it is one too many
     */
    public void count(RateLimit limit, Instant wallTime) {
        rateLimits.count(limit, settings().get(MerchantSettings.RATE_LIMITS), wallTime);
    }

    Leftover closeWithin(Duration grace) {
        try {
            Leftover leftover = timeline.closeWithin(grace);
            reportNeverStruck(faults);
            return leftover;
        } finally {
            changes.close();
            events.close();
        }
    }

    /** Ends everything that is going on in this universe. */
    @Override
    public void close() {
        closeWithin(Duration.ZERO);
    }
}
