package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.SteamUser;
import io.github.assetpaysim.contract.api.receiver.Inbox;
import io.github.assetpaysim.contract.api.receiver.Received;
import io.github.assetpaysim.contract.api.receiver.Receiver;
import io.github.assetpaysim.contract.merchant.scene.Run;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.Notes;
import io.github.assetpaysim.contract.record.Recording;
import io.github.assetpaysim.contract.simulator.Control;
import io.github.assetpaysim.contract.simulator.ControlledMerchant;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the checks of one run share. Thread-safe. */
final class ApiRun implements AutoCloseable {
    /** In the simulator everything happens on demand; whatever takes longer will not come. */
    private static final ObjectNode STANDARD = Json.object().put("callbackTimeout", "5s");

    private final ApiOptions options;
    private final Traffic traffic;
    private final ApiClient client;
    /** Null at a host that has none. */
    private final Control control;
    /** Null when no callbacks can come. */
    private final Receiver receiver;

    private final Run ids = new Run();
    /** Is held while a merchant is made, and taken alone to end that. */
    private final ReadWriteLock making = new ReentrantReadWriteLock();
    /** Under that lock. */
    private boolean closed;
    /** Ids of the merchants that may have been made. */
    private final Set<String> merchants = ConcurrentHashMap.newKeySet();

    private final List<Caller.Credentials> credentials = new CopyOnWriteArrayList<>();
    private final Once<Caller.Credentials> readOnly = new Once<>(this::readOnlyCredentials);
    private final SteamUser user;
    private final Once<String> token;
    private final WholeLists wholeLists = new WholeLists();
    private final OrdinaryDeposit ordinaryDeposit = new OrdinaryDeposit(this);
    private final Once<List<Envelope>> envelopes = new Once<>(this::allEnvelopes);
    private final HistorySample historySample = new HistorySample(this);
    private final OrdinaryWithdrawal ordinaryWithdrawal = new OrdinaryWithdrawal(this);
    private final Map<Inbox, Caller.Credentials> inboxes = new ConcurrentHashMap<>();
    /** Throws the merchants away when the program is stopped. */
    private final Thread hook = new Thread(this::throwAway, "assetpay-tidying");

    ApiRun(ApiOptions options, Traffic traffic, ApiClient client, Control control, Receiver receiver) {
        this.options = options;
        this.traffic = traffic;
        this.client = client;
        this.control = control;
        this.receiver = receiver;
        this.user = options.user() == null ? freshUser() : options.user();
        this.token = new Once<>(() -> reader(new Notes()).token());
        if (control != null) {
            Runtime.getRuntime().addShutdownHook(hook);
        }
    }

    ApiOptions options() {
        return options;
    }

    Traffic traffic() {
        return traffic;
    }

    boolean hasControl() {
        return control != null;
    }

    /** Null when no callbacks can come. */
    Receiver receiver() {
        return receiver;
    }

    /** Whether a callback that the host has signed has come, so that more must. */
    boolean receivesCallbacks() {
        return hasControl() || !traffic.callbacks().isEmpty();
    }

    WholeLists wholeLists() {
        return wholeLists;
    }

    OrdinaryDeposit ordinaryDeposit() {
        return ordinaryDeposit;
    }

    /** The answers of the run until somebody first asks for them, and some that were sent to have all kinds. */
    List<Envelope> envelopes() throws Exception {
        return envelopes.get();
    }

    private List<Envelope> allEnvelopes() throws Exception {
        HarmlessRequests.sample(reader(new Notes()));
        return traffic.exchanges().stream()
                .filter(exchange -> !exchange.method().equals("OPTIONS"))
                .map(Envelope::of)
                .toList();
    }

    HistorySample historySample() {
        return historySample;
    }

    OrdinaryWithdrawal ordinaryWithdrawal() {
        return ordinaryWithdrawal;
    }

    /** Callbacks of this merchant come to that inbox. */
    Inbox expect(Inbox inbox, Caller.Credentials of) {
        inboxes.put(inbox, of);
        return inbox;
    }

    /**
     * A callback of some check's trade.
     *
     * @param by the merchant that it is for
     */
    record Announced(Received callback, Caller.Credentials by) {}

    /** All that came about trades of this run so far, in the order of arrival. */
    List<Announced> announced() {
        return inboxes.entrySet().stream()
                .flatMap(each -> each.getKey().all().stream().map(callback -> new Announced(callback, each.getValue())))
                .sorted(Comparator.comparing(each -> each.callback().at()))
                .toList();
    }

    /** An external id that nobody has used. */
    String externalId(String check) {
        return ids.externalId(check);
    }

    /** Somebody whom nobody knows; only where there is a control API. */
    SteamUser freshUser() {
        String steamId = ids.steamId();
        return new SteamUser(steamId, Run.tradeUrl(steamId));
    }

    private Caller.Credentials readOnlyCredentials() throws IOException, InterruptedException {
        return hasControl() ? credentials(make(STANDARD)) : given();
    }

    /** Those of the merchant that the options name. */
    Caller.Credentials given() {
        return new Caller.Credentials(options.apiKey(), options.apiSecret(), options.merchantId());
    }

    /** Whoever only reads: one merchant and one user for all checks. */
    Caller reader(Notes notes) throws Exception {
        return new Caller(client, readOnly.get(), user, notes);
    }

    /** The reader's token, which is asked for once. */
    String token() throws Exception {
        return token.get();
    }

    /** Makes a merchant of a check's own, with these settings besides the usual ones; only where there is a control API. */
    ControlledMerchant make(ObjectNode settings) throws IOException, InterruptedException {
        ObjectNode all = STANDARD.deepCopy();
        all.setAll(settings);
        String id = UUID.randomUUID().toString();
        making.readLock().lock();
        try {
            if (closed) {
                throw CheckFailure.inconclusive("the run was ended meanwhile");
            }
            // Before it is made: whoever makes it may not live to hear of it.
            merchants.add(id);
            ControlledMerchant merchant = ControlledMerchant.make(control, id, all);
            credentials.add(credentials(merchant));
            return merchant;
        } finally {
            making.readLock().unlock();
        }
    }

    static Caller.Credentials credentials(ControlledMerchant merchant) {
        return new Caller.Credentials(merchant.apiKey(), merchant.apiSecret(), merchant.merchantId());
    }

    Caller caller(Caller.Credentials credentials, SteamUser as, Notes notes) {
        return new Caller(client, credentials, as, notes);
    }

    /** What was exchanged so far, without anything that is secret. */
    Recording recording() {
        Set<String> keys = new LinkedHashSet<>(Arrays.asList(options.apiKey()));
        Set<String> secrets = new LinkedHashSet<>(Arrays.asList(options.apiSecret()));
        credentials.forEach(made -> {
            keys.add(made.apiKey());
            secrets.add(made.apiSecret());
        });
        Set<String> others = new LinkedHashSet<>(Arrays.asList(options.controlToken()));
        Stream.of(user, options.otherUser()).filter(Objects::nonNull).forEach(each -> others.add(each.partner()));
        Stream.of(keys, secrets, others).forEach(given -> given.remove(null));
        Recording recording = new Recording(
                new Recording.Given(keys, secrets, others),
                Arrays.stream(Operation.values()).map(Operation::path).collect(Collectors.toSet()));
        traffic.record(recording);
        return recording;
    }

    /** Throws away what was made. */
    @Override
    public void close() {
        throwAway();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is being stopped, and the hook running.
        }
        if (receiver != null) {
            receiver.close();
        }
    }

    private void throwAway() {
        making.writeLock().lock();
        try {
            closed = true;
        } finally {
            making.writeLock().unlock();
        }
        merchants.forEach(id -> ControlledMerchant.throwAway(control, id));
        merchants.clear();
    }
}
