package io.github.assetpaysim.simulator.junit;

import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.SimulatedMerchant;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A simulator that lives as long as the store that holds it. Thread-safe: the simulator is, and so is the set.
 *
 * <p>JUnit up to 5.12 closes {@code CloseableResource} only, JUnit 7 may know no such thing any more; so it is both, and closing
 * twice does no harm.
 */
@SuppressWarnings("deprecation")
final class Server implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    final Simulator simulator;
    private final MerchantSettings merchants;
    private final Set<SimulatedMerchant> inUse = ConcurrentHashMap.newKeySet();

    Server(Settings settings) {
        this.simulator = Simulator.start(settings);
        // Two merchants cannot have the same id or key.
        this.merchants =
                settings.merchant().with(MerchantSettings.MERCHANT_ID, null).with(MerchantSettings.API_KEY, null);
    }

    /** A merchant for one test. */
    Stay open() {
        SimulatedMerchant merchant = simulator.createMerchant(merchants);
        inUse.add(merchant);
        return new Stay(merchant);
    }

    /** Whether the merchant belongs to a test that is running. */
    boolean isInUse(SimulatedMerchant merchant) {
        return inUse.contains(merchant);
    }

    @Override
    public void close() {
        simulator.close();
    }

    /** A merchant as long as his test runs. */
    final class Stay implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        final SimulatedMerchant merchant;

        private Stay(SimulatedMerchant merchant) {
            this.merchant = merchant;
        }

        @Override
        public void close() {
            inUse.remove(merchant);
            merchant.close();
        }
    }
}
