package io.github.assetpaysim.simulator.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.javalin.http.Context;

/** What a proxy in front of AssetPay answers when it cannot reach what is behind it. */
public final class ProxyPage {
    private static final byte[] PAGE = """
            <html>
            <head><title>502 Bad Gateway</title></head>
            <body>
            <h1>502 Bad Gateway</h1>
            <p>The server behind this proxy gave no answer that can be passed on.</p>
            </body>
            </html>
            """.getBytes(US_ASCII);

    private ProxyPage() {}

    /** Answers with the page, and gives it back. A proxy knows nothing of envelopes, nor of what lets web pages of other origins read an answer. */
    public static byte[] answer(Context ctx) {
        Body.discardRest(ctx);
        Cors.forbidReading(ctx.res());
        ctx.res().setContentLength(PAGE.length);
        ctx.status(502).contentType("text/html").result(PAGE);
        return PAGE;
    }
}
