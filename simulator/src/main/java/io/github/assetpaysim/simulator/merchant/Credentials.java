package io.github.assetpaysim.simulator.merchant;

/**
 * How a merchant is known to AssetPay.
 *
 * @param apiKey what the {@code api-key} header carries
 * @param apiSecret signs client tokens and callbacks
 */
public record Credentials(String merchantId, String apiKey, String apiSecret) {
    /** Shows no secret, so that it may stand in a log. */
    @Override
    public String toString() {
        return merchantId;
    }
}
