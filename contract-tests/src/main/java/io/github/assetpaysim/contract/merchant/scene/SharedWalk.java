package io.github.assetpaysim.contract.merchant.scene;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/**
 * A walk that many checks build on: begun by the first who asks, made once, in a thread of its own. Its second half takes time and
 * little work, in which others can begin. Thread-safe: the result is written once, by that thread.
 */
final class SharedWalk<W> {
    private final CompletableFuture<W> result = new CompletableFuture<>();
    /** Open from half-way on, or when the walk is over. */
    private final CountDownLatch half = new CountDownLatch(1);

    private final Walking<W> walking;
    private final Thread walker;
    private boolean begun;

    /** What is done. */
    interface Walking<W> {
        W walk() throws InterruptedException;
    }

    SharedWalk(String name, Walking<W> walking) {
        this.walking = walking;
        this.walker = new Thread(this::make, "assetpay-" + name);
        walker.setDaemon(true);
    }

    private synchronized void begin() {
        if (!begun) {
            begun = true;
            walker.start();
        }
    }

    private void make() {
        try {
            result.complete(walking.walk());
        } catch (InterruptedException | RuntimeException | Error e) {
            result.completeExceptionally(e);
        } finally {
            half.countDown();
        }
    }

    /** What was seen, once the walk is over. */
    W result() throws InterruptedException {
        begin();
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Waits until the walk is half-way, and tells whether it is over. */
    boolean isOverAtHalf() throws InterruptedException {
        begin();
        half.await();
        return result.isDone();
    }

    /** Says that the walk is half-way. */
    void isHalfWay() {
        half.countDown();
    }
}
