package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.requestlog.RequestJournal;
import io.github.assetpaysim.simulator.seed.Seed;
import io.github.assetpaysim.simulator.time.Leftover;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All merchants of one surface. Thread-safe: making and deleting is synchronized, looking up by key or id reads concurrent maps.
 */
public final class Merchants {
    /** The control API's name for the merchant made from the options. */
    public static final String DEFAULT = "default";

    private final Shared shared;
    private final Seed seed;
    private final MerchantSettings defaults;
    private final InitialState defaultStart;
    private final Map<String, Merchant> byName = new LinkedHashMap<>();
    private final Map<String, Merchant> byKey = new ConcurrentHashMap<>();
    private final Map<String, Merchant> byMerchantId = new ConcurrentHashMap<>();
    private final RequestJournal strangers = new RequestJournal();
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
        if (byKey.containsKey(settings.get(MerchantSettings.API_KEY))) {
            throw new TakenCredential("apiKey belongs to another merchant");
        }
        Merchant merchant = new Merchant(name, settings, start, shared);
        byName.put(name, merchant);
        byMerchantId.put(merchantId, merchant);
        byKey.put(merchant.credentials().apiKey(), merchant);
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

    public Optional<Merchant> byApiKey(String apiKey) {
        return Optional.ofNullable(byKey.get(apiKey));
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
        byKey.remove(merchant.credentials().apiKey());
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
