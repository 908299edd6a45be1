package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.callback.Delivery;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.time.Durations;
import io.github.assetpaysim.simulator.trade.Trade;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Something that is to become true of a merchant's trades or callbacks.
 *
 * @param condition gives it when it is true
 * @param otherwise says what there is instead
 */
public record Awaited<T>(Merchant merchant, Supplier<Optional<T>> condition, Supplier<String> otherwise) {
    /** What a time-out tells about at most, so that it stays readable. */
    private static final int MOST_NAMED = 20;

    /**
     * That a trade has a status, or has had it.
     *
     * @param trade how it stands; what this throws ends the waiting
     */
    public static Awaited<Trade> status(Merchant merchant, Supplier<Trade> trade, String status) {
        return new Awaited<>(
                merchant,
                () -> Optional.of(trade.get())
                        .filter(each -> each.life().stream()
                                .anyMatch(past -> merchant.status(past).equals(status))),
                () -> "the trade did not become " + status + "; " + stands(trade.get(), merchant));
    }

    private static String stands(Trade trade, Merchant merchant) {
        return "it is " + merchant.status(trade)
                + (trade.stage().over() ? ", and nothing more happens to it by itself" : "") + ". Its history: "
                + trade.history();
    }

    /**
     * That there are so many callbacks.
     *
     * @param tradeId theirs, or null
     * @param event what they announce, or null
     * @param state theirs; null when they need only have an attempt that has ended
     */
    public static Awaited<List<Delivery>> callbacks(
            Merchant merchant, String tradeId, String event, Delivery.State state, int count) {
        Supplier<List<Delivery>> matching = () -> merchant.journal().list(tradeId).stream()
                .filter(each -> event == null || each.event().status().equals(event))
                .filter(each -> state == null ? !each.attempts().isEmpty() : each.state() == state)
                .toList();
        String what = (event == null ? "callbacks" : event + " callbacks")
                + (tradeId == null ? "" : " of trade '" + tradeId + "'")
                + (state == null ? " with an attempt that has ended" : " that are " + state);
        return new Awaited<>(
                merchant,
                () -> Optional.of(matching.get()).filter(found -> found.size() >= count),
                () -> "there were " + matching.get().size() + " " + what + ", not " + count + "; "
                        + thereAre(merchant, tradeId));
    }

    /** That none of a trade's callbacks is under way, nor the decision that one of them has brought. */
    public static Awaited<List<Delivery>> idle(Merchant merchant, String tradeId) {
        return new Awaited<>(
                merchant,
                // The trade comes first: what an answer has made of it is announced before it can be looked at.
                () -> merchant.trades()
                                .find(tradeId)
                                .filter(Trade::awaitsVerdict)
                                .isPresent()
                        ? Optional.empty()
                        : Optional.of(merchant.journal().list(tradeId))
                                .filter(all -> all.stream()
                                        .noneMatch(each -> each.state().underWay())),
                () -> "callbacks of trade '" + tradeId + "' did not come to rest; " + thereAre(merchant, tradeId));
    }

    private static String thereAre(Merchant merchant, String tradeId) {
        List<Delivery> all = merchant.journal().list(tradeId);
        int unnamed = Math.max(0, all.size() - MOST_NAMED);
        String last = all.stream()
                .skip(unnamed)
                .map(each -> each.event().status() + " " + each.state() + " of trade "
                        + each.event().trade().id())
                .collect(Collectors.joining(", "));
        int dropped = merchant.journal().forgotten();
        return (all.isEmpty() ? "there is none" : "there are " + (unnamed == 0 ? "" : unnamed + " others, and ") + last)
                + (dropped == 0 ? "" : "; the " + dropped + " oldest were dropped and are not counted");
    }

    /** Ends with it, or empty when {@code atMost} is over, in real time; cancelled when the merchant is deleted. */
    public CompletableFuture<Optional<T>> within(Duration atMost) {
        return merchant.changes().await(condition, atMost);
    }

    /** What to say when {@link #within} ended empty. */
    public String missed(Duration atMost) {
        return "within " + Durations.spoken(atMost) + " " + otherwise.get();
    }
}
