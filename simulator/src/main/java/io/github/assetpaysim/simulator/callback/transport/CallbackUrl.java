package io.github.assetpaysim.simulator.callback.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.assetpaysim.simulator.text.Invisible;
import io.github.assetpaysim.simulator.text.Quoted;
import io.github.assetpaysim.simulator.text.SecretNames;
import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where callbacks go: an absolute http or https URL. Its host is whatever resolvers take, which is more than {@link URI} does: names with
 * underscores or a dot at the end, IPv6 addresses with a zone, and names in any script, which IDNA 2003 turns into ASCII. Its credentials
 * are sent as Basic ones and never shown. Immutable; two are equal when their texts are.
 */
public final class CallbackUrl {
    private static final Pattern PARTS = Pattern.compile("(?s)(?:([^:/?#@]*):)?(//)?([^/?#]*)(.*)");
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[.*]|\\[.*|.*?)(?::([^:\\]]*))?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.?");
    private static final Pattern SECRET_PARAMETER =
            Pattern.compile("([?&#][^=&#]*(?:" + SecretNames.PATTERN + ")[^=&#]*=)[^&#]*", Pattern.CASE_INSENSITIVE);
    private static final int MOST_QUOTED = 100;

    private final String text;
    private final boolean secure;
    private final String host;
    private final int port;
    private final String authorization;
    private final String target;
    // Made once, as each attempt asks for them.
    private final String shown;
    private final String place;
    private final String hostHeader;

    private CallbackUrl(String text, boolean secure, String host, int port, String authorization, String target) {
        this.text = text;
        this.secure = secure;
        this.host = host;
        this.port = port;
        this.authorization = authorization;
        this.target = target;
        this.shown = masked(text);
        this.place = (secure ? "https://" : "http://") + host + ":" + port;
        // A zone means something on this machine alone.
        String anywhere = host.replaceFirst("%.*]", "]");
        this.hostHeader = port == (secure ? 443 : 80) ? anywhere : anywhere + ":" + port;
    }

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException for one that cannot be called; the message quotes it without credentials, says which part is wrong
     *     and what would be right
     */
    public static CallbackUrl parse(String text) {
        try {
            return read(text);
        } catch (IllegalArgumentException e) {
            // Where the authority ends is not known in it: everything before the last @ may be a password.
            String shown = Quoted.oneLine(masked(text.replaceFirst("(?s)^([^/@]*//)?.*@", "$1***@")));
            String quoted = shown.length() > MOST_QUOTED ? "this value" : "'" + shown + "'";
            throw new IllegalArgumentException(quoted + " is not allowed: " + e.getMessage());
        }
    }

    private static CallbackUrl read(String text) {
        refuseInvisible(text);
        Matcher parts = PARTS.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            throw wrong("it is empty; give a URL such as http://127.0.0.1:3000/callback");
        }
        boolean secure = isSecure(parts.group(1), parts.group(2) != null);
        String authority = parts.group(3);
        String rest = parts.group(4);
        int at = authority.lastIndexOf('@');
        String authorization = at > 0 ? basic(authority.substring(0, at)) : null;
        String place = authority.substring(at + 1);
        Matcher hostAndPort = HOST_AND_PORT.matcher(place);
        if (!hostAndPort.matches() || rest.contains("@") && (rest.startsWith("#") || !isPort(hostAndPort.group(2)))) {
            throw wrong("its user info holds a '/', '?' or '#'; write them as %2F, %3F and %23");
        }
        if (!place.startsWith("[") && place.indexOf(':') != place.lastIndexOf(':')) {
            throw wrong("'" + place + "' has several colons; an IPv6 address is written in brackets, such as [::1]");
        }
        String host = host(hostAndPort.group(1));
        String port = hostAndPort.group(2);
        if (!isPort(port)) {
            throw wrong("its port '" + port + "' is no number from 1 to 65535");
        }
        int standard = secure ? 443 : 80;
        int number = port == null || port.isEmpty() ? standard : Integer.parseInt(port);
        return new CallbackUrl(text, secure, host, number, authorization, target(rest));
    }

    private static void refuseInvisible(String text) {
        text.codePoints().filter(Invisible::is).findFirst().ifPresent(c -> {
            int place = text.codePointCount(0, text.indexOf(Character.toString(c))) + 1;
            throw wrong(String.format(
                    Locale.ROOT, "its character %d is U+%04X, a blank or an invisible one; leave it out", place, c));
        });
    }

    private static boolean isSecure(String scheme, boolean slashes) {
        boolean secure = "https".equalsIgnoreCase(scheme);
        boolean http = secure || "http".equalsIgnoreCase(scheme);
        if (http && slashes) {
            return secure;
        }
        if (http) {
            throw wrong("the two slashes after '" + scheme + ":' are missing");
        }
        throw wrong(
                slashes && scheme != null
                        ? "its scheme is '" + scheme + "'; use http or https"
                        : "its scheme is missing; begin with http:// or https://");
    }

    private static String basic(String userInfo) {
        if (userInfo.contains("@")) {
            throw wrong("its user info holds an '@' of its own; write that as %40");
        }
        String[] userAndPassword = userInfo.split(":", 2);
        String user = decoded(userAndPassword[0]);
        if (user.contains(":")) {
            throw wrong("its user name holds a colon, which Basic credentials cannot carry");
        }
        String credentials = user + ":" + (userAndPassword.length == 1 ? "" : decoded(userAndPassword[1]));
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }

    private static String decoded(String part) {
        try {
            String decoded = URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
            if (decoded.indexOf('\uFFFD') < 0) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            throw wrong("its user info has a '%' that begins no percent escape; write it as %25");
        }
        throw wrong("the percent escapes of its user info are not UTF-8");
    }

    private static String host(String given) {
        if (given.isEmpty()) {
            throw wrong("its host is missing");
        }
        if (given.startsWith("[")) {
            return address(given);
        }
        try {
            String ascii = IDN.toASCII(given, IDN.ALLOW_UNASSIGNED);
            if (NAME.matcher(ascii).matches()) {
                return ascii;
            }
        } catch (IllegalArgumentException e) {
            // It says less than the words below.
        }
        throw wrong("'" + given + "' is no host; a name has letters, digits, hyphens and underscores between its dots,"
                + " at most 63 each");
    }

    /** An IPv6 address in brackets; its zone may begin with {@code %25}, as RFC 6874 has it, or with {@code %}. */
    private static String address(String given) {
        String[] addressAndZone = given.replaceFirst("]$", "").split("%(25)?", 2);
        try {
            if (given.endsWith("]") && addressAndZone[0].contains(":")) {
                InetAddress.getByName(addressAndZone[0] + "]");
                return String.join("%", addressAndZone) + "]";
            }
        } catch (UnknownHostException e) {
            throw wrong("'" + given + "' is no IPv6 address");
        }
        throw wrong("'" + given + "' is no IPv6 address in brackets, such as [::1]");
    }

    private static boolean isPort(String port) {
        return port == null
                || port.isEmpty()
                || port.matches("\\d{1,9}") && Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= 65535;
    }

    private static String target(String rest) {
        if (rest.contains("#")) {
            throw wrong("its fragment, from the '#' on, would never be sent; leave it out, or write the # as %23");
        }
        String prefix = rest.startsWith("/") ? "http://host" : "http://host/";
        try {
            return new URI(prefix + rest).toASCIIString().substring("http://host".length());
        } catch (URISyntaxException e) {
            String wrong = (prefix + rest).substring(e.getIndex()).substring(0, 1);
            throw wrong(String.format(
                    Locale.ROOT,
                    "a '%s'%s has no place in its path or query; write it as %%%02X",
                    wrong,
                    wrong.equals("%") ? " without two hexadecimal digits" : "",
                    (int) wrong.charAt(0)));
        }
    }

    private static IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(what);
    }

    boolean secure() {
        return secure;
    }

    /** As a resolver takes it: an ASCII name, an IPv4 address, or an IPv6 address in brackets with its zone. */
    String host() {
        return host;
    }

    int port() {
        return port;
    }

    /** Scheme, host and port: to which other requests on the same connection may go. */
    String place() {
        return place;
    }

    /** The value of the {@code Host} header. */
    String hostHeader() {
        return hostHeader;
    }

    /** Path and query as they are sent, in ASCII. */
    String target() {
        return target;
    }

    /** The value of the {@code Authorization} header that its credentials make, or null when it has none. */
    String authorization() {
        return authorization;
    }

    /** A URL in any text without what may be a secret in it: user info, and query parameters whose names promise one. */
    static String masked(String text) {
        return SECRET_PARAMETER
                .matcher(text.replaceAll("(//)[^/?#\\s]*@", "$1***@"))
                .replaceAll("$1***");
    }

    /** The URL as it was given, with its secrets masked. */
    @Override
    public String toString() {
        return shown;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CallbackUrl url && url.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
