package io.github.assetpaysim.simulator.log;

/** Where the simulator says what happens. Implementations are thread-safe and never make the caller wait. */
public interface EventLog {
    /** Says nothing but bugs. */
    EventLog SILENT = new EventLog() {
        @Override
        public void line(String line) {}

        @Override
        public boolean saysLines() {
            return false;
        }

        @Override
        public void bug(String where, Throwable error) {
            if (FullHeap.is(error)) {
                System.err.println("AssetPay simulator: " + where + " failed: " + error + "; " + FullHeap.inWords());
                return;
            }
            System.err.println("AssetPay simulator: BUG in " + where);
            error.printStackTrace();
        }
    };

    /** One line for each request and each attempt to deliver a callback. */
    void line(String line);

    /** Whether {@link #line} does anything; always the same. Without it lines need not be worded. */
    default boolean saysLines() {
        return true;
    }

    /** A mistake of the simulator's own, or a {@link FullHeap}; never kept quiet. */
    void bug(String where, Throwable error);
}
