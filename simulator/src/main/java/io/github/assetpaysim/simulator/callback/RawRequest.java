package io.github.assetpaysim.simulator.callback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.assetpaysim.simulator.dialect.Letter;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A letter as the bytes of an HTTP/1.1 request that asks for the connection to be closed after the answer.
 *
 * @param bytes head and body
 * @param bodyAt where the body begins
 * @param host who is to be looked up; an IPv6 address is in brackets
 */
record RawRequest(byte[] bytes, int bodyAt, boolean secure, String host, int port) {
    private static final Pattern IPV4 = Pattern.compile("\\d+(\\.\\d+){3}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern FIELD = Pattern.compile("[\\t\\x20-\\x7E\\x80-\\xFF]*");

    /** @throws IllegalArgumentException when no request can be made of them; the message says why */
    static RawRequest of(URI to, Letter letter) {
        boolean secure = "https".equalsIgnoreCase(to.getScheme());
        if (!secure && !"http".equalsIgnoreCase(to.getScheme())) {
            throw new IllegalArgumentException("it does not begin with http:// or https://");
        }
        if (to.getHost() == null) {
            throw new IllegalArgumentException("it names no host");
        }
        if (to.getPort() > 65_535) {
            throw new IllegalArgumentException("ports end with 65535");
        }
        int standard = secure ? 443 : 80;
        int port = to.getPort() < 0 ? standard : to.getPort();
        StringBuilder head = new StringBuilder("POST ").append(target(to)).append(" HTTP/1.1\r\n");
        line(head, "Connection", "close");
        line(head, "Content-Length", String.valueOf(letter.body().length));
        line(head, "Host", port == standard ? to.getHost() : to.getHost() + ":" + port);
        for (Map.Entry<String, String> header : letter.headers().entrySet()) {
            line(head, header.getKey(), header.getValue());
        }
        byte[] start = head.append("\r\n").toString().getBytes(ISO_8859_1);
        byte[] all = Arrays.copyOf(start, start.length + letter.body().length);
        System.arraycopy(letter.body(), 0, all, start.length, letter.body().length);
        return new RawRequest(all, start.length, secure, to.getHost(), port);
    }

    private static String target(URI to) {
        URI ascii = URI.create(to.toASCIIString());
        String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
    }

    /** A line break in a header would be a second header, or the end of the head. */
    private static void line(StringBuilder head, String name, String value) {
        if (!TOKEN.matcher(name).matches() || !FIELD.matcher(value).matches()) {
            throw new IllegalArgumentException("the header \"" + name + "\" has a character that no header may have");
        }
        head.append(name).append(": ").append(value).append("\r\n");
    }

    /** Whether the host is no literal address. */
    boolean hasName() {
        return !host.startsWith("[") && !IPV4.matcher(host).matches();
    }

    int length() {
        return bytes.length;
    }

    /** Where the first half of the body ends. */
    int middleOfBody() {
        return bodyAt + (bytes.length - bodyAt) / 2;
    }
}
