package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.text.SecretNames;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes secrets out of requests that are shown: the values of headers, parameters and members whose names promise a credential. Of
 * each the first characters stay, so that two can be told apart.
 */
final class SecretRedactor {
    private static final int SHOWN = 6;

    private static final Pattern NAMED_SECRET = Pattern.compile(SecretNames.PATTERN, Pattern.CASE_INSENSITIVE);
    /** A body may be cut, so that a value has no end; {@code key} and {@code code} alone are parts of an error. */
    private static final Pattern MEMBER = Pattern.compile(
            "(\"(?!(?:key|code)\")[\\w-]*(?:" + SecretNames.PATTERN + ")\"\\s*+:\\s*+\")((?:[^\"\\\\]|\\\\.)++)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z]{1,12} +(?=\\S)");

    private SecretRedactor() {}

    /** A body, whole or cut. */
    static String body(String text) {
        return MEMBER.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(1) + mask(match.group(2))));
    }

    /** The value of a header. */
    static String header(String name, String value) {
        if (!NAMED_SECRET.matcher(name).find()) {
            return value;
        }
        Matcher scheme = SCHEME.matcher(value);
        int from = name.toLowerCase(Locale.ROOT).endsWith("authorization") && scheme.lookingAt() ? scheme.end() : 0;
        return value.substring(0, from) + mask(value.substring(from));
    }

    /** The text behind the question mark. */
    static String query(String query) {
        return Arrays.stream(query.split("&", -1))
                .map(SecretRedactor::parameter)
                .collect(Collectors.joining("&"));
    }

    private static String parameter(String parameter) {
        int value = parameter.indexOf('=') + 1;
        return NAMED_SECRET.matcher(parameter.substring(0, value)).find()
                ? parameter.substring(0, value) + mask(parameter.substring(value))
                : parameter;
    }

    /** Of a short one less is shown than of a long one: never more than a third. */
    private static String mask(String secret) {
        return secret.substring(0, Math.min(SHOWN, secret.length() / 3)) + SettingMembers.MASK;
    }
}
