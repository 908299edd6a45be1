package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.dialect.Operation;
import io.github.assetpaysim.simulator.requestlog.RequestJournal;
import io.github.assetpaysim.simulator.seed.Seed;
import io.github.assetpaysim.simulator.time.Leftover;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * All merchants of one server. Thread-safe: making and deleting is synchronized, looking up by key or id reads concurrent maps.
 */
public final class Merchants {
    /** The control API's name for the merchant made from the options. */
    public static final String DEFAULT = "default";

    private final Shared shared;
    private final Seed seed;
    private final MerchantSettings defaults;
    private final InitialState defaultStart;
    private final Map<String, Merchant> byName = new LinkedHashMap<>();
    /** Also those that have been revoked; nobody else gets one of them. */
    private final Map<String, ApiKey> keys = new ConcurrentHashMap<>();

    private final Map<String, Merchant> byMerchantId = new ConcurrentHashMap<>();
    private final RequestJournal strangers;
    private long made;
    private long restarts;

    /** Thrown when a new merchant would share its id or API key with another one. */
    public static final class TakenCredential extends RuntimeException {
        private static final long serialVersionUID = 1;

        private TakenCredential(String message) {
            super(message, null, false, false);
        }
    }

    /** Makes the default merchant. */
    public Merchants(MerchantSettings defaults, InitialState start, Shared shared) {
        this.shared = shared;
        this.defaults = defaults;
        this.defaultStart = start;
        this.strangers = new RequestJournal(defaults.get(MerchantSettings.REMEMBER));
        this.seed = new Seed(defaults.get(MerchantSettings.SEED)).child("merchants");
        add(DEFAULT, complete(defaults, DEFAULT), defaultStart);
    }

    /**
     * Makes a merchant.
     *
     * @throws TakenCredential when another one has its id or API key
     */
    public synchronized Merchant create(MerchantSettings settings, InitialState start) {
        MerchantSettings complete = complete(settings, "merchant " + made++);
        return add(complete.get(MerchantSettings.MERCHANT_ID), complete, start);
    }

    private synchronized Merchant add(String name, MerchantSettings settings, InitialState start) {
        String merchantId = settings.get(MerchantSettings.MERCHANT_ID);
        if (byMerchantId.containsKey(merchantId)) {
            throw new TakenCredential("merchantId '" + merchantId + "' belongs to another merchant");
        }
        String apiKey = settings.get(MerchantSettings.API_KEY);
        if (keys.containsKey(apiKey)) {
            throw new TakenCredential("apiKey belongs to another merchant");
        }
        Merchant merchant = new Merchant(name, settings, start, shared);
        byName.put(name, merchant);
        byMerchantId.put(merchantId, merchant);
        keys.put(apiKey, new ApiKey(merchant, 1, apiKey, scopes(), false));
        return merchant;
    }

    /** Fills in what was not set: credentials and ids from the seed, the first instant from the clock. */
    private MerchantSettings complete(MerchantSettings settings, String name) {
        Seed own = seed.child(name);
        return settings.withMissing(MerchantSettings.SEED, own.shown().value())
                .withMissing(
                        MerchantSettings.MERCHANT_ID, own.child("id").uuid(0).toString())
                .withMissing(MerchantSettings.API_KEY, "ap_" + own.child("key").hex(32))
                .withMissing(MerchantSettings.API_SECRET, own.child("secret").hex(48))
                .withMissing(MerchantSettings.START_AT, shared.wall().instant());
    }

    /** The merchant with this name in the control API, or this merchant id. */
    public synchronized Optional<Merchant> find(String name) {
        return Optional.ofNullable(byName.get(name)).or(() -> byMerchantId(name));
    }

    public Optional<Merchant> byMerchantId(String merchantId) {
        return Optional.ofNullable(byMerchantId.get(merchantId));
    }

    /** The API key with this text, whether it opens anything or has been revoked. */
    public Optional<ApiKey> apiKey(String text) {
        return Optional.ofNullable(keys.get(text));
    }

    /** All API keys of a merchant, the first one first. */
    public List<ApiKey> keys(Merchant merchant) {
        return keys.values().stream()
                .filter(key -> key.merchant() == merchant)
                .sorted(Comparator.comparing(ApiKey::number))
                .toList();
    }

    /** Every scope that an API key can have. */
    public Set<String> scopes() {
        return dialect().operations().stream()
                .map(Operation::scope)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /**
     * Gives a merchant one more API key.
     *
     * @param text null for one that is made up
     * @return empty when the merchant has ended
     * @throws TakenCredential when a merchant has it or has had it
     */
    public synchronized Optional<ApiKey> addKey(Merchant merchant, String text, Set<String> scopes) {
        if (byName.get(merchant.id()) != merchant) {
            return Optional.empty();
        }
        int number = keys(merchant).size() + 1;
        String made = "ap_"
                + new Seed(merchant.settings().get(MerchantSettings.SEED))
                        .child(merchant.credentials().merchantId())
                        .child("key " + number)
                        .hex(32);
        ApiKey key = new ApiKey(merchant, number, text == null ? made : text, scopes, false);
        if (keys.putIfAbsent(key.text(), key) != null) {
            throw new TakenCredential("the key belongs to a merchant already");
        }
        return Optional.of(key);
    }

    /** Lets an API key open nothing from now on, also the first one; false when the merchant has none with this id. */
    public synchronized boolean revokeKey(Merchant merchant, String id) {
        Optional<ApiKey> found =
                keys(merchant).stream().filter(key -> key.id().equals(id)).findFirst();
        found.ifPresent(key -> keys.put(key.text(), key.asRevoked()));
        return found.isPresent();
    }

    /** What all of them speak. */
    public Dialect dialect() {
        return shared.dialect();
    }

    /** The requests that name none of the merchants. */
    public RequestJournal strangers() {
        return strangers;
    }

    /** All of them, the default one first. */
    public synchronized List<Merchant> all() {
        return new ArrayList<>(byName.values());
    }

    /**
     * Ends the default merchant and makes it anew as the options did.
     *
     * @param sameIds whether what happens in it gets the same ids as what happened before
     */
    public synchronized Merchant restartDefault(boolean sameIds) {
        end(byName.get(DEFAULT));
        MerchantSettings settings = complete(defaults, DEFAULT);
        long otherSeed = seed.child("restart " + restarts++).shown().value();
        return add(DEFAULT, sameIds ? settings : settings.with(MerchantSettings.SEED, otherSeed), defaultStart);
    }

    /** Ends a merchant; the default one starts anew as the options made it. False when there is no such merchant. */
    public synchronized boolean delete(String name) {
        Optional<Merchant> found = find(name);
        found.ifPresent(merchant -> {
            if (merchant.id().equals(DEFAULT)) {
                restartDefault(true);
            } else {
                byName.remove(merchant.id());
                end(merchant);
            }
        });
        return found.isPresent();
    }

    private void end(Merchant merchant) {
        byMerchantId.remove(merchant.credentials().merchantId());
        keys.values().removeIf(key -> key.merchant() == merchant);
        // Only when nobody finds it any more; else a deposit could still be made in it and never move.
        merchant.close();
    }

    /** Ends all merchants of all these at the same time; what is under way gets at most {@code grace} of real time. */
    public static Leftover closeWithin(Duration grace, List<Merchants> all) {
        List<CompletableFuture<Leftover>> closing = all.stream()
                .flatMap(each -> each.all().stream())
                .map(merchant -> CompletableFuture.supplyAsync(
                        () -> merchant.closeWithin(grace), task -> new Thread(task, "assetpay-closing").start()))
                .toList();
        return closing.stream().map(CompletableFuture::join).reduce(new Leftover(0, 0), Leftover::plus);
    }
}
