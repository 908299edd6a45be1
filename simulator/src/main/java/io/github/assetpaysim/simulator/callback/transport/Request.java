package io.github.assetpaysim.simulator.callback.transport;

import io.github.assetpaysim.simulator.dialect.Letter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriter;
import org.apache.hc.core5.http.impl.io.SessionOutputBufferImpl;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/**
 * A letter as the bytes of an HTTP/1.1 request. They are made before anything is sent, because faults send them in parts.
 *
 * @param host a name or an address, an IPv6 address in brackets
 * @param head what {@code bytes} says before the body
 * @param bytes head and body
 * @param bodyAt where the body begins
 */
record Request(boolean secure, String host, int port, ClassicHttpRequest head, byte[] bytes, int bodyAt) {
    /** Not {@link URI#getHost}, which refuses names that resolvers know, such as ones with an underscore. */
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:[^@]*@)?(\\[[^\\[\\]@]+]|[^\\[\\]:@]+)(?::(\\d{0,5}))?");

    private static final Pattern ADDRESS = Pattern.compile("\\d+(\\.\\d+){3}|\\[.*");

    /**
     * @param kept whether the connection may be used for another request afterwards
     * @throws IllegalArgumentException when nothing can be posted to that URL; the message says why
     */
    static Request of(URI to, Letter letter, boolean kept) {
        boolean secure = "https".equalsIgnoreCase(to.getScheme());
        if (!secure && !"http".equalsIgnoreCase(to.getScheme())) {
            throw new IllegalArgumentException("it does not begin with http:// or https://");
        }
        Matcher authority = AUTHORITY.matcher(String.valueOf(to.getRawAuthority()));
        if (to.getRawAuthority() == null || !authority.matches()) {
            throw new IllegalArgumentException("it names no host");
        }
        String host = authority.group(1);
        int standard = secure ? 443 : 80;
        String given = authority.group(2);
        int port = given == null || given.isEmpty() ? standard : Integer.parseInt(given);
        if (port > 65_535) {
            throw new IllegalArgumentException("ports end with 65535");
        }
        URI ascii = URI.create(to.toASCIIString());
        String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        ClassicHttpRequest head = new BasicClassicHttpRequest(
                "POST", ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery());
        head.addHeader("Host", port == standard ? host : host + ":" + port);
        head.addHeader("Content-Length", letter.body().length);
        if (!kept) {
            head.addHeader("Connection", "close");
        }
        letter.headers().forEach(head::addHeader);
        byte[] start = bytes(head);
        ByteArrayOutputStream all = new ByteArrayOutputStream(start.length + letter.body().length);
        all.writeBytes(start);
        all.writeBytes(letter.body());
        return new Request(secure, host, port, head, all.toByteArray(), start.length);
    }

    private static byte[] bytes(ClassicHttpRequest head) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SessionOutputBufferImpl buffer = new SessionOutputBufferImpl(512);
        try {
            new DefaultHttpRequestWriter().write(head, buffer, out);
            buffer.flush(out);
        } catch (HttpException | IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
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
