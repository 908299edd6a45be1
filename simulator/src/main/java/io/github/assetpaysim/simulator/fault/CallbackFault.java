package io.github.assetpaysim.simulator.fault;

import io.github.assetpaysim.simulator.callback.Dispatch;
import java.util.List;

/** What goes wrong with a callback: a pure function from what was to be sent to what is sent instead. */
@FunctionalInterface
public interface CallbackFault {
    /** The dispatches in the order in which they begin. */
    List<Dispatch> strike(List<Dispatch> planned);
}
