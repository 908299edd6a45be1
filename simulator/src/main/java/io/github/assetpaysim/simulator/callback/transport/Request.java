package io.github.assetpaysim.simulator.callback.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.assetpaysim.simulator.dialect.SignedRequest;
import java.io.ByteArrayOutputStream;

/**
 * A request as the bytes of an HTTP/1.1 request. They are made before anything is sent, because faults send them in parts.
 *
 * @param kept whether the connection may be used for another request afterwards
 * @param bytes head and body
 * @param bodyAt where the body begins
 */
record Request(CallbackUrl to, boolean kept, byte[] bytes, int bodyAt) {
    /** An {@code Authorization} header of the request wins over the credentials of the URL. */
    static Request of(CallbackUrl to, SignedRequest request, boolean kept) {
        StringBuilder head = new StringBuilder("POST ").append(to.target()).append(" HTTP/1.1\r\nHost: ");
        head.append(to.hostHeader());
        head.append("\r\nContent-Length: ").append(request.body().length);
        head.append(kept ? "" : "\r\nConnection: close");
        if (to.authorization() != null
                && request.headers().keySet().stream().noneMatch("Authorization"::equalsIgnoreCase)) {
            head.append("\r\nAuthorization: ").append(to.authorization());
        }
        request.headers()
                .forEach((name, value) ->
                        head.append("\r\n").append(name).append(": ").append(value));
        head.append("\r\n\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream(head.length() + request.body().length);
        all.writeBytes(head.toString().getBytes(ISO_8859_1));
        all.writeBytes(request.body());
        return new Request(to, kept, all.toByteArray(), head.length());
    }

    int length() {
        return bytes.length;
    }

    /** Where the first half of the body ends. */
    int middleOfBody() {
        return bodyAt + (bytes.length - bodyAt) / 2;
    }
}
