package io.github.assetpaysim.contract.merchant.scene;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ids that no other run uses: Steam ids far from those of the test users, and external ids. Thread-safe.
 */
public final class Run {
    private static final long FIRST_STEAM_ID = 76561198000000000L;
    /** What Steam takes off an id to make the partner of a trade URL. */
    private static final long PARTNER_ZERO = 76561197960265728L;

    private static final int MOST_USERS = 1_000;
    /** Doubles, the numbers of JavaScript, tell no two ids apart that are less than this from each other. */
    private static final int APART = 16;
    /** All of them fit into what a trade URL can name. */
    private static final int MOST_RUNS = 250_000;

    private final long firstUser;
    private final String name;
    private final String merchantId = UUID.randomUUID().toString();
    private final AtomicInteger users = new AtomicInteger();
    private final AtomicInteger orders = new AtomicInteger();

    public Run() {
        SecureRandom random = new SecureRandom();
        int number = random.nextInt(MOST_RUNS);
        this.firstUser = FIRST_STEAM_ID + (long) number * MOST_USERS * APART;
        this.name = "kit-" + Long.toString(random.nextLong(Long.MAX_VALUE), 36);
    }

    /** A Steam id that was not used before, and that no number of any language takes for another one's. */
    public String steamId() {
        return String.valueOf(firstUser + (long) users.getAndIncrement() * APART);
    }

    /** The Steam id that follows one of those. */
    public static String after(String steamId) {
        return String.valueOf(Long.parseLong(steamId) + 1);
    }

    /** The trade URL of a user. */
    public static String tradeUrl(String steamId) {
        return "https://steamcommunity.com/tradeoffer/new/?partner=" + (Long.parseLong(steamId) - PARTNER_ZERO)
                + "&token=kit_Us-r";
    }

    /** An id for the merchant in the simulator, in the form that AssetPay's ids have. */
    public String merchantId() {
        return merchantId;
    }

    /** Whether an external id is one of this run. */
    boolean isOwn(String externalId) {
        return externalId.startsWith(name + "-");
    }

    /** An external id that was not used before. */
    public String externalId(String check) {
        return name + "-" + check + "-" + orders.incrementAndGet();
    }
}
