package io.github.assetpaysim.contract;

import java.util.function.Supplier;
import org.opentest4j.TestAbortedException;

/** Something done at most once, on which several checks build. Only the first of them fails with it, the others are skipped. */
final class Step<T> {
    private final String name;
    private final Supplier<T> action;
    private T result;
    private Throwable failure;

    Step(String name, Supplier<T> action) {
        this.name = name;
        this.action = action;
    }

    synchronized T result() {
        if (failure instanceof TestAbortedException aborted) {
            throw aborted;
        }
        if (failure != null) {
            throw new TestAbortedException("needs to " + name + ", which failed before");
        }
        if (result == null) {
            try {
                result = action.get();
            } catch (Throwable e) {
                failure = e;
                throw e;
            }
        }
        return result;
    }
}
