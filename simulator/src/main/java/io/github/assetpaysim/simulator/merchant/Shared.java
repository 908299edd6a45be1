package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.callback.transport.Sender;
import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.log.EventLog;
import io.github.assetpaysim.simulator.time.Scheduler;
import java.time.InstantSource;

/**
 * What the merchants of one server share.
 *
 * @param log takes one line for each attempt to deliver a callback
 */
public record Shared(
        Scheduler scheduler, InstantSource wall, Sender sender, Dialect dialect, Catalogue catalogue, EventLog log) {}
