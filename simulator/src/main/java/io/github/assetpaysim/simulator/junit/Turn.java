package io.github.assetpaysim.simulator.junit;

import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** Lets one test at a time have the one merchant of a simulator that has known credentials. */
final class Turn {
    private final Semaphore free = new Semaphore(1);
    private volatile Thread holder;

    /**
     * Waits until no other test has it.
     *
     * @throws ParameterResolutionException when it would wait for ever, or is interrupted
     */
    void take() {
        if (holder == Thread.currentThread()) {
            // JUnit's fork-join pool may run a second test within one that waits for parallel streams of its own.
            throw new ParameterResolutionException("another test on this thread still has the merchant with these"
                    + " credentials; mark both classes @ResourceLock(\"assetpay\"), or set JUnit's"
                    + " junit.jupiter.execution.parallel.config.executor-service to WORKER_THREAD_POOL");
        }
        try {
            free.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParameterResolutionException(
                    "interrupted while another test had the merchant with these credentials", e);
        }
        holder = Thread.currentThread();
    }

    void end() {
        holder = null;
        free.release();
    }
}
