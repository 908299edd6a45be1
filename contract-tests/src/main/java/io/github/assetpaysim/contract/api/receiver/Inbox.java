package io.github.assetpaysim.contract.api.receiver;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Callbacks that one check waits for, and how they are answered: 200 unless told otherwise. Thread-safe: what came is only added to,
 * and the rule is replaced as a whole.
 */
public final class Inbox {
    private final String url;
    private final Predicate<Received> mine;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile BiFunction<Received, Integer, Reply> rule = (callback, before) -> Reply.OK;

    Inbox(String url, Predicate<Received> mine) {
        this.url = url;
        this.mine = mine;
    }

    /** Where they are to be sent. */
    public String url() {
        return url;
    }

    boolean isFor(Received callback) {
        return mine.test(callback);
    }

    /**
     * Answers from now on as the rule says.
     *
     * @param rule of the callback, and of how many with the same status of the same trade came before
     */
    public void answers(BiFunction<Received, Integer, Reply> rule) {
        this.rule = rule;
    }

    /** Decides and remembers in one step, so that two at once are not both the first. */
    synchronized Reply take(Received callback) {
        int before = (int) received.stream()
                .filter(earlier -> earlier.tradeId().equals(callback.tradeId())
                        && earlier.status().equals(callback.status()))
                .count();
        Reply reply = rule.apply(callback, before);
        received.add(new Received(
                callback.method(),
                callback.path(),
                callback.headers(),
                callback.body(),
                callback.at(),
                reply.isNone() ? null : reply.status()));
        return reply;
    }

    /** All that came, in the order of arrival. */
    public List<Received> all() {
        return List.copyOf(received);
    }

    /** What came about one trade, or does not say about which, in the order of arrival. */
    public List<Received> about(String tradeId) {
        return received.stream()
                .filter(callback ->
                        callback.tradeId().isEmpty() || callback.tradeId().equals(tradeId))
                .toList();
    }

    /** The attempts of one trade's callback about one status, in the order of arrival. */
    public List<Received> about(String tradeId, String status) {
        return about(tradeId).stream()
                .filter(callback -> callback.status().equals(status))
                .toList();
    }
}
