package io.github.assetpaysim.simulator.log;

/** What is said when the memory was too small, which is no bug. */
public final class FullHeap {
    private FullHeap() {}

    /** Whether an error came of it. */
    public static boolean is(Throwable error) {
        Throwable cause = error;
        while (cause != null && !(cause instanceof OutOfMemoryError)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    /** The bound, and what to do about it. */
    public static String inWords() {
        return "out of memory; the heap is bounded to " + (Runtime.getRuntime().maxMemory() >> 20)
                + " MiB: delete merchants, lower --remember, or raise -Xmx (the launcher takes it from ASSETPAY_JAVA_OPTS)";
    }
}
