package io.github.assetpaysim.simulator;

import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * How a simulator is started.
 *
 * @param host the address to listen on
 * @param port 0 for any free one
 * @param controlToken what callers of the control API must show, or null
 * @param merchant the default merchant's settings
 */
public record Settings(String host, int port, String controlToken, MerchantSettings merchant) {
    /** This machine only, any free port, a frozen clock. */
    public static final Settings STANDARD = new Settings("127.0.0.1", 0, null, MerchantSettings.STANDARD);

    public Settings withPort(int changed) {
        return new Settings(host, changed, controlToken, merchant);
    }

    public Settings withMerchant(MerchantSettings changed) {
        return new Settings(host, port, controlToken, changed);
    }

    /** Whether only this machine can reach the simulator. */
    boolean loopbackOnly() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            // Listening will fail on it anyway.
            return false;
        }
    }

    /** Whether the control API can be used at all. */
    boolean controlIsOn() {
        return loopbackOnly() || controlToken != null;
    }
}
