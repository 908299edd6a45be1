package io.github.assetpaysim.simulator.control;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.assetpaysim.simulator.merchant.Credentials;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes secrets out of texts that are shown: of each its first characters stay, so that two can be told apart. Known are the
 * credentials of merchants, whatever looks like an API key or a client token, and headers and parameters that carry credentials.
 */
final class Masks {
    private static final String MASK = "***";
    private static final int SHOWN = 6;
    /** A shorter one occurs in any text by chance. */
    private static final int SHORTEST = 6;

    private static final Pattern LOOKS_SECRET =
            Pattern.compile("eyJ[A-Za-z0-9_-]{10,}+(?:\\.[A-Za-z0-9_-]*+){0,2}|\\bap_[A-Za-z0-9_-]{8,}+");
    private static final Pattern NAMED_SECRET =
            Pattern.compile("key|secret|token|authorization|cookie|password", Pattern.CASE_INSENSITIVE);
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z]{1,12} +(?=\\S)");

    private final List<String> secrets;

    Masks(Collection<Credentials> known) {
        this.secrets = known.stream()
                .flatMap(merchant -> Stream.of(merchant.apiKey(), merchant.apiSecret()))
                .filter(secret -> secret.length() >= SHORTEST)
                .flatMap(Masks::spellings)
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    private static Stream<String> spellings(String secret) {
        return Stream.of(
                secret,
                new String(JsonStringEncoder.getInstance().quoteAsString(secret)),
                URLEncoder.encode(secret, StandardCharsets.UTF_8));
    }

    /** A text without the secrets in it. */
    String text(String text) {
        String masked = LOOKS_SECRET.matcher(text).replaceAll(match -> Matcher.quoteReplacement(mask(match.group())));
        for (String secret : secrets) {
            if (masked.contains(secret)) {
                masked = masked.replace(secret, mask(secret));
            }
        }
        return masked;
    }

    /** The value of a header; one whose name promises a credential is masked whatever it is. */
    String header(String name, String value) {
        if (!NAMED_SECRET.matcher(name).find()) {
            return text(value);
        }
        var scheme = SCHEME.matcher(value);
        int from = name.toLowerCase(Locale.ROOT).endsWith("authorization") && scheme.lookingAt() ? scheme.end() : 0;
        return value.substring(0, from) + mask(value.substring(from));
    }

    /** A query, of which parameters whose names promise credentials are masked whatever they are. */
    String query(String query) {
        StringBuilder masked = new StringBuilder(query.length());
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            boolean secret = equals >= 0
                    && NAMED_SECRET.matcher(parameter.substring(0, equals)).find();
            masked.append(masked.length() == 0 ? "" : "&")
                    .append(
                            secret
                                    ? parameter.substring(0, equals + 1) + mask(parameter.substring(equals + 1))
                                    : text(parameter));
        }
        return masked.toString();
    }

    /** Of a short one less is shown than of a long one: never more than a third. */
    private static String mask(String secret) {
        return secret.substring(0, Math.min(SHOWN, secret.length() / 3)) + MASK;
    }
}
