package io.github.assetpaysim.simulator.endpoint;

import io.github.assetpaysim.simulator.http.UncheckedToken;
import io.github.assetpaysim.simulator.merchant.ApiKey;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.Merchants;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which merchant a refused request names in its credentials, whether they are right, wrong or in the wrong place. It only tells whom
 * the request concerns; it lets nobody in.
 *
 * @param apiKey what the api-key header carries, or null
 * @param authorization what the Authorization header carries, or null
 * @param merchants among whom to look
 */
public record ClaimedCredentials(String apiKey, String authorization, Merchants merchants) {

    public ClaimedCredentials(Context ctx, Merchants merchants) {
        this(bare(ctx.header("api-key")), bare(ctx.header("Authorization")), merchants);
    }

    /** A credential without the word {@code Bearer} before it; null for none. */
    private static String bare(String header) {
        if (header == null || header.isBlank()) {
            return null;
        }
        String value = header.trim();
        return value.toLowerCase(Locale.ROOT).startsWith("bearer ")
                ? value.substring(7).trim()
                : value;
    }

    /** Empty when it names none, or may mean several. */
    public Optional<Merchant> merchant() {
        return byCredential(apiKey).or(() -> byCredential(authorization));
    }

    private Optional<Merchant> byCredential(String credential) {
        if (credential == null) {
            return Optional.empty();
        }
        return merchants
                .apiKey(credential)
                .map(ApiKey::merchant)
                .or(() -> UncheckedToken.in(credential)
                        .map(UncheckedToken::merchantId)
                        .flatMap(merchants::byMerchantId))
                .or(() -> bySecret(credential));
    }

    /** Secrets need not differ; one that several merchants have names none of them. */
    private Optional<Merchant> bySecret(String credential) {
        List<Merchant> having = having(credential).limit(2).toList();
        return having.size() == 1 ? Optional.of(having.get(0)) : Optional.empty();
    }

    private Stream<Merchant> having(String secret) {
        return merchants.all().stream()
                .filter(merchant -> merchant.credentials().apiSecret().equals(secret));
    }

    /** Whether it is the API key of a merchant, or looks like one. */
    public boolean isApiKey(String credential) {
        return credential != null && (merchants.apiKey(credential).isPresent() || credential.startsWith("ap_"));
    }

    /** Whether it is the API secret of a merchant. */
    public boolean isApiSecret(String credential) {
        return credential != null && having(credential).findAny().isPresent();
    }

    /** Whether it has the form of a client token. */
    public static boolean isToken(String credential) {
        return UncheckedToken.in(credential).isPresent();
    }
}
