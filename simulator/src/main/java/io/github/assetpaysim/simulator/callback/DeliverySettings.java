package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.dialect.Secrets;
import io.github.assetpaysim.simulator.setting.Values;
import java.net.URI;
import java.time.Duration;

/**
 * What a merchant has settled about callbacks at the moment.
 *
 * @param url where to, or null
 * @param timeout real time for one attempt
 */
public record DeliverySettings(URI url, Secrets secrets, RetrySchedule retry, Duration timeout, Values assumptions) {}
