package io.github.assetpaysim.simulator.callback.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.assetpaysim.simulator.dialect.SignedRequest;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request as the bytes of an HTTP/1.1 request. They are made before anything is sent, because faults send them in parts.
 *
 * @param host a name or an address, an IPv6 address in brackets
 * @param kept whether the connection may be used for another request afterwards
 * @param bytes head and body
 * @param bodyAt where the body begins
 */
record Request(boolean secure, String host, int port, boolean kept, byte[] bytes, int bodyAt) {
    /** Not {@link URI#getHost}, which refuses names that resolvers know, such as ones with an underscore. */
    private static final Pattern AUTHORITY = Pattern.compile("(?:.*@)?(.+?)(?::(\\d*))?");

    private static final Pattern ADDRESS = Pattern.compile("\\d+(\\.\\d+){3}|\\[.*");

    /** @param to an absolute http or https URL, as the setting has read it */
    static Request of(URI to, SignedRequest request, boolean kept) {
        boolean secure = "https".equalsIgnoreCase(to.getScheme());
        Matcher authority = AUTHORITY.matcher(to.getRawAuthority());
        if (!authority.matches()) {
            throw new IllegalArgumentException("no host in " + to);
        }
        String host = authority.group(1);
        int standard = secure ? 443 : 80;
        String given = authority.group(2);
        int port = given == null || given.isEmpty() ? standard : Integer.parseInt(given);
        URI ascii = URI.create(to.toASCIIString());
        StringBuilder head = new StringBuilder("POST ");
        head.append(ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath());
        head.append(ascii.getRawQuery() == null ? "" : "?" + ascii.getRawQuery());
        head.append(" HTTP/1.1\r\nHost: ").append(port == standard ? host : host + ":" + port);
        head.append("\r\nContent-Length: ").append(request.body().length);
        head.append(kept ? "" : "\r\nConnection: close");
        request.headers().forEach((name, value) -> head.append("\r\n" + name + ": " + value));
        head.append("\r\n\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream(head.length() + request.body().length);
        all.writeBytes(head.toString().getBytes(ISO_8859_1));
        all.writeBytes(request.body());
        return new Request(secure, host, port, kept, all.toByteArray(), head.length());
    }

    /** Whether the host is no literal address. */
    boolean hasName() {
        return !ADDRESS.matcher(host).matches();
    }

    /** To which other requests on the same connection may go. */
    String place() {
        return (secure ? "https://" : "http://") + host + ":" + port;
    }

    int length() {
        return bytes.length;
    }

    /** Where the first half of the body ends. */
    int middleOfBody() {
        return bodyAt + (bytes.length - bodyAt) / 2;
    }
}
