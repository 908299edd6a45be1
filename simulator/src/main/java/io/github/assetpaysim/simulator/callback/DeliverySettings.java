package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.callback.transport.CallbackUrl;
import io.github.assetpaysim.simulator.dialect.Secrets;
import io.github.assetpaysim.simulator.setting.Values;
import java.time.Duration;

/**
 * What a merchant has settled about callbacks at the moment.
 *
 * @param url where to, or null
 * @param timeout real time for one attempt
 */
public record DeliverySettings(
        CallbackUrl url, Secrets secrets, RetrySchedule retry, Duration timeout, Values assumptions) {}
