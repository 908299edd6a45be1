package io.github.assetpaysim.simulator.http;

import io.github.assetpaysim.simulator.requestlog.Content;
import io.github.assetpaysim.simulator.text.Quoted;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** The body of a request, read within bounds. */
public final class Body {
    private static final int MOST = 1 << 20;
    private static final int MOST_DISCARDED = 10 << 20;
    private static final String BYTES = "assetpay.body";

    private Body() {}

    /**
     * Reads a request's JSON object.
     *
     * @throws Refusal when the content type is not JSON, the body is over 1 MiB, incomplete or anything but one JSON object
     */
    public static Fields json(Context ctx) {
        return StrictJson.readObject(read(ctx));
    }

    /** As {@link #json}, but an empty body counts as an empty object. */
    public static Fields optionalJson(Context ctx) {
        byte[] body = read(ctx);
        return StrictJson.readObject(body.length == 0 ? new byte[] {'{', '}'} : body);
    }

    /** Whether the content type is that of JSON, with any parameters. */
    public static boolean isJson(Context ctx) {
        // Javalin's own accessor looks the charset up, and fails on one that does not exist.
        String type = ctx.header("Content-Type");
        return type != null
                && type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT).equals("application/json");
    }

    private static byte[] read(Context ctx) {
        if (!isJson(ctx)) {
            String type = ctx.header("Content-Type");
            throw new Refusal(
                    HttpError.UNSUPPORTED_MEDIA_TYPE,
                    "send the body with Content-Type: application/json"
                            + (type == null ? "" : ", not " + Quoted.text(type)));
        }
        if (ctx.header("Content-Encoding") != null) {
            throw new Refusal(HttpError.UNSUPPORTED_MEDIA_TYPE, "send the body without Content-Encoding");
        }
        byte[] body;
        try {
            int length = ctx.req().getContentLength();
            body = ctx.req().getInputStream().readNBytes(0 <= length && length <= MOST ? length : MOST + 1);
        } catch (IOException e) {
            throw new Refusal(
                    HttpError.BAD_REQUEST,
                    "the body did not arrive in full; check Content-Length, or the form of the chunks");
        }
        ctx.attribute(BYTES, body);
        if (body.length > MOST) {
            throw new Refusal(HttpError.BODY_TOO_LARGE, "the body is larger than 1 MiB");
        }
        return body;
    }

    /** The bytes of the body as far as they were read, or as far as {@link Content} keeps them when nobody wanted them. */
    public static byte[] bytes(Context ctx) {
        byte[] bytes = ctx.attribute(BYTES);
        return bytes == null ? Content.NONE.bytes() : bytes;
    }

    /** Reads on, so that a client still sending gets to see the answer; gives up after 10 MiB. */
    static void discardRest(Context ctx) {
        try {
            InputStream in = ctx.req().getInputStream();
            if (ctx.attribute(BYTES) == null) {
                // Nobody has read it; one byte more than is kept shows that there was more.
                ctx.attribute(BYTES, in.readNBytes(Content.MOST + 1));
            }
            in.skip(MOST_DISCARDED);
        } catch (IOException | IllegalStateException e) {
            // The client has gone; so there is nobody left to answer.
            return;
        }
    }
}
