package io.github.assetpaysim.simulator.junit;

import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.SimulatedMerchant;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A simulator that lives as long as the store that holds it. Thread-safe, as the simulator is.
 *
 * <p>JUnit up to 5.12 closes {@code CloseableResource} only, JUnit 7 may know no such thing any more; so it is both, and closing
 * twice does no harm.
 */
@SuppressWarnings("deprecation")
final class Server implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    final Simulator simulator;
    private final MerchantSettings merchants;

    Server(Settings settings) {
        this.simulator = Simulator.start(settings);
        // Two merchants cannot have the same id or key.
        this.merchants =
                settings.merchant().with(MerchantSettings.MERCHANT_ID, null).with(MerchantSettings.API_KEY, null);
    }

    /** A merchant for one test. */
    Stay open() {
        return new Stay(simulator.createMerchant(merchants));
    }

    @Override
    public void close() {
        simulator.close();
    }

    /** A merchant as long as its test runs. */
    static final class Stay implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        final SimulatedMerchant merchant;

        private Stay(SimulatedMerchant merchant) {
            this.merchant = merchant;
        }

        @Override
        public void close() {
            merchant.close();
        }
    }
}
