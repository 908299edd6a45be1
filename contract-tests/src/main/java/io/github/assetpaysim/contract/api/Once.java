package io.github.assetpaysim.contract.api;

import io.github.assetpaysim.contract.plan.CheckFailure;
import java.util.concurrent.Callable;

/** Something that is done at most once, on which several checks build. Thread-safe: all under its monitor. */
final class Once<T> {
    private final Callable<T> action;
    private T result;
    private Exception failure;

    Once(Callable<T> action) {
        this.action = action;
    }

    /**
     * What came out.
     *
     * @throws Exception the same each time when it failed; only what was interrupted is begun again
     */
    synchronized T get() throws Exception {
        if (failure != null) {
            throw failure;
        }
        if (result == null) {
            try {
                result = action.call();
            } catch (CheckFailure e) {
                failure = e.isViolation()
                        ? CheckFailure.blocked("needs what was violated elsewhere: " + e.getMessage())
                        : e;
                throw failure;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                failure = e;
                throw failure;
            }
        }
        return result;
    }
}
