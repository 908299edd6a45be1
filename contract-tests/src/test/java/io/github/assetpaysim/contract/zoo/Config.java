package io.github.assetpaysim.contract.zoo;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a merchant is told.
 *
 * @param port where to listen on this machine; 0 is any free port
 * @param assetPay base URL of the API, or null when this merchant starts no trades
 * @param apiKey for the same API, or null
 * @param apiSecret signs callbacks
 * @param withdrawals whether users may withdraw; otherwise every gate is refused
 */
public record Config(int port, URI assetPay, String apiKey, String apiSecret, Policy policy, boolean withdrawals) {
    private static final String DEFAULT_PORT = "3000";

    /** For a merchant on any free port that only takes callbacks. */
    public static Config of(String apiSecret, Policy policy) {
        return new Config(0, null, null, apiSecret, policy, true);
    }

    /** The same for a merchant that starts trades too. */
    public Config with(URI api, String key) {
        return new Config(port, api, key, apiSecret, policy, withdrawals);
    }

    /** The same for a merchant from which nothing can be withdrawn. */
    public Config withoutWithdrawals() {
        return new Config(port, assetPay, apiKey, apiSecret, policy, false);
    }

    /**
     * Reads the environment: PORT, ASSETPAY_BASE_URL, ASSETPAY_API_KEY, ASSETPAY_API_SECRET, CREDIT_POLICY.
     *
     * @throws IllegalArgumentException that names what is missing or not allowed
     */
    static Config of(Map<String, String> environment) {
        String secret = environment.getOrDefault("ASSETPAY_API_SECRET", "");
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("set ASSETPAY_API_SECRET to the secret that signs callbacks");
        }
        String url = environment.get("ASSETPAY_BASE_URL");
        return new Config(
                port(environment.getOrDefault("PORT", DEFAULT_PORT)),
                url == null ? null : URI.create(url),
                environment.get("ASSETPAY_API_KEY"),
                secret,
                policy(environment.getOrDefault("CREDIT_POLICY", "completed")),
                true);
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}")) {
            throw new IllegalArgumentException("PORT is '" + text + "': give a number from 0 to 65535");
        }
        return Integer.parseInt(text);
    }

    private static Policy policy(String text) {
        return Arrays.stream(Policy.values())
                .filter(policy -> name(policy).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("CREDIT_POLICY is '" + text + "': give "
                        + Arrays.stream(Policy.values()).map(Config::name).collect(Collectors.joining(" or "))));
    }

    private static String name(Policy policy) {
        return policy.name().toLowerCase(Locale.ROOT);
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return "a merchant of " + assetPay + " that credits by the policy " + name(policy);
    }
}
