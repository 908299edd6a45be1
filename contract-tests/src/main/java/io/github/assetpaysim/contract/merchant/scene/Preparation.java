package io.github.assetpaysim.contract.merchant.scene;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.simulator.SimulatorSession;
import io.github.assetpaysim.contract.simulator.TestItem;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives every role of every check a user of its own, with what he owns, what he can pay for and what goes wrong with his callbacks.
 * For one thread.
 */
public final class Preparation {
    /** Those between have prices that can be told apart, and are many. */
    private static final BigDecimal CHEAPEST = new BigDecimal("2");

    private static final BigDecimal DEAREST = new BigDecimal("500");

    private final SimulatorSession session;
    private final AssetPay assetPay;
    private final Run run;
    private final boolean several;
    private final List<TestItem> prices = new ArrayList<>(TestItem.ALL);
    private final List<ObjectNode> faults = new ArrayList<>();
    /** By game, what nobody withdraws yet. */
    private final Map<String, List<Listing>> free = new LinkedHashMap<>();

    /**
     * Prepares nothing yet.
     *
     * @param several whether a withdrawal of several items can be started
     */
    public Preparation(SimulatorSession session, AssetPay assetPay, Run run, boolean several) {
        this.several = several;
        this.session = session;
        this.assetPay = assetPay;
        this.run = run;
    }

    /** A user for each of the roles of one check. */
    public List<PreparedUser> users(List<UserSpec> specs) throws IOException, InterruptedException {
        List<PreparedUser> users = new ArrayList<>();
        for (UserSpec spec : specs) {
            boolean follows = spec.trait() == UserSpec.Trait.NEIGHBOUR;
            users.add(user(spec, follows ? Run.after(users.get(users.size() - 1).steamId()) : run.steamId()));
        }
        List<String> steamIds = users.stream().map(PreparedUser::steamId).toList();
        for (PreparedUser user : users) {
            String kind = user.spec().withdraws() == null ? null : "WITHDRAWAL";
            user.spec().faults().forEach(fault -> faults.add(fault.planned(user.steamId(), kind, steamIds)));
        }
        return users;
    }

    /** Sets prices and faults; from now on everything is as the checks need it. */
    public void finish() throws IOException, InterruptedException {
        session.price(prices);
        session.plan(faults);
    }

    private PreparedUser user(UserSpec spec, String steamId) throws IOException, InterruptedException {
        UserSpec.Withdraws wanted =
                several || spec.withdraws() == null || !spec.withdraws().together()
                        ? spec.withdraws()
                        : spec.withdraws().single();
        List<Listing> listings = wanted == null ? List.of() : take(wanted);
        TestItem funds = wanted == null || wanted.left() == null
                ? null
                : funds(Listing.total(listings).add(wanted.left()));
        return new PreparedUser(steamId, spec, funds, listings);
    }

    /** Something that is paid exactly that much for, and that nobody else owns or withdraws. */
    private TestItem funds(BigDecimal usd) throws IOException, InterruptedException {
        List<Listing> kinds = free(TestItem.CS2);
        Listing kind = kinds.stream()
                .filter(each -> !isPlain(each))
                .findFirst()
                .or(() -> kinds.stream().findFirst())
                .orElseThrow(Preparation::tooLittle);
        kinds.remove(kind);
        TestItem funds = new TestItem(kind.marketHashName(), TestItem.CS2, usd);
        prices.add(funds);
        return funds;
    }

    private List<Listing> take(UserSpec.Withdraws wanted) throws IOException, InterruptedException {
        List<Listing> fitting = free(wanted.game()).stream()
                .filter(each -> wanted.awkward() || isPlain(each))
                .toList();
        for (int width = 1; width * wanted.count() <= fitting.size(); width++) {
            int step = width;
            for (int from = 0; from + step * (wanted.count() - 1) < fitting.size(); from++) {
                List<Listing> some = Stream.iterate(from, each -> each + step)
                        .limit(wanted.count())
                        .map(fitting::get)
                        .toList();
                if (isAsAwkward(some, wanted)) {
                    free(wanted.game()).removeAll(some);
                    return some;
                }
            }
        }
        throw tooLittle();
    }

    private static IOException tooLittle() {
        return new IOException("its market has too little to withdraw");
    }

    /** Whether its price is one that can be told from others, and that every program adds up rightly. */
    private static boolean isPlain(Listing listing) {
        return listing.price().compareTo(CHEAPEST) > 0
                && listing.price().compareTo(DEAREST) < 0
                && !losesCent(listing.price());
    }

    /**
     * Whether binary fractions lose a cent and refuse what can be paid; or, when that is not wanted, get everything right. No two
     * may have the same price, or a mistake of one for the other would not show.
     */
    private static boolean isAsAwkward(List<Listing> listings, UserSpec.Withdraws wanted) {
        BigDecimal funds = wanted.left() == null
                ? BigDecimal.ZERO
                : Listing.total(listings).add(wanted.left());
        boolean truncated = listings.stream().anyMatch(each -> losesCent(each.price()));
        if (listings.stream().map(Listing::price).distinct().count() < listings.size()) {
            return false;
        }
        return wanted.awkward()
                ? refuses(funds, listings) && truncated
                : !leavesWrong(funds, listings)
                        && !truncated
                        && !losesCent(funds)
                        && !losesCent(Listing.total(listings));
    }

    /** Whether cutting off what is behind the cents takes one too many. */
    private static boolean losesCent(BigDecimal usd) {
        return (long) (usd.doubleValue() * 100) != usd.movePointRight(2).longValue();
    }

    /** Whether, after those before it, one seems to be more than what is left. */
    private static boolean refuses(BigDecimal funds, List<Listing> listings) {
        double balance = funds.doubleValue();
        for (Listing listing : listings) {
            double price = listing.price().doubleValue();
            if (balance < price) {
                return true;
            }
            balance -= price;
        }
        return false;
    }

    /** Whether paying one after another, or any of them where that is too much, leaves another amount than it should. */
    private static boolean leavesWrong(BigDecimal funds, List<Listing> listings) {
        if (Listing.total(listings).compareTo(funds) > 0) {
            return listings.stream()
                    .filter(each -> each.price().compareTo(funds) <= 0)
                    .anyMatch(each -> leavesWrong(funds, List.of(each)));
        }
        double balance = funds.doubleValue();
        BigDecimal exact = funds;
        for (Listing listing : listings) {
            balance -= listing.price().doubleValue();
            exact = exact.subtract(listing.price());
            if (BigDecimal.valueOf(balance).compareTo(exact) != 0) {
                return true;
            }
        }
        return false;
    }

    /** What is for sale of a game, less all kinds whose price the kit sets. */
    private List<Listing> free(String game) throws IOException, InterruptedException {
        if (!free.containsKey(game)) {
            String steamId = run.steamId();
            String token = assetPay.token(steamId, Run.tradeUrl(steamId));
            Set<String> priced =
                    TestItem.ALL.stream().map(TestItem::marketHashName).collect(Collectors.toSet());
            List<Listing> all = new ArrayList<>(assetPay.market(token, game));
            all.removeIf(each -> priced.contains(each.marketHashName()));
            free.put(game, all);
        }
        return free.get(game);
    }
}
