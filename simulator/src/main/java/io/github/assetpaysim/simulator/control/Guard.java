package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.http.Body;
import io.github.assetpaysim.simulator.http.HttpError;
import io.github.assetpaysim.simulator.text.Quoted;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;

/** Keeps strangers out of the control API: web pages the user happens to visit, and other machines without the token. */
record Guard(boolean loopbackOnly, String boundTo, String token) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<HandlerType> WRITES = Set.of(HandlerType.POST, HandlerType.PUT, HandlerType.PATCH);

    void check(Context ctx) {
        if (loopbackOnly) {
            checkHost(ctx);
        }
        if (token != null) {
            checkToken(ctx);
        } else if (!loopbackOnly) {
            throw new Refusal(
                    Problems.Code.FORBIDDEN,
                    "the control API is off, because the simulator listens beyond this machine;"
                            + " start it with --control-token, or with --host 127.0.0.1");
        }
        checkOrigin(ctx);
        // DELETE has no body; a page of another origin cannot send it without asking first, and is refused then.
        if (WRITES.contains(ctx.method()) && !Body.isJson(ctx)) {
            throw new Refusal(HttpError.UNSUPPORTED_MEDIA_TYPE, "send the request with Content-Type: application/json");
        }
    }

    private void checkToken(Context ctx) {
        String given = ctx.header("Authorization");
        byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        if (given == null || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected)) {
            throw new Refusal(
                    Problems.Code.UNAUTHORIZED,
                    "the control API asks for Authorization: Bearer <the value of --control-token>");
        }
    }

    /** A page on a foreign host name that resolves to this machine would otherwise reach it. */
    private void checkHost(Context ctx) {
        String host = ctx.header("Host");
        String name = host == null ? "" : host.toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "");
        if (!LOOPBACK.contains(name) && !name.equals(boundTo) && !name.equals("[" + boundTo + "]")) {
            throw new Refusal(
                    Problems.Code.FORBIDDEN,
                    "the control API answers to localhost, 127.0.0.1 and [::1], not to the host name '"
                            + Quoted.text(name) + "'; start the simulator with --host 0.0.0.0 and --control-token,"
                            + " or send the header Host: localhost");
        }
    }

    private static void checkOrigin(Context ctx) {
        String origin = ctx.header("Origin");
        String host = ctx.header("Host");
        if (origin != null
                && !origin.equalsIgnoreCase("http://" + host)
                && !origin.equalsIgnoreCase("https://" + host)) {
            throw new Refusal(
                    Problems.Code.FORBIDDEN, "the control API is closed to web pages of other origins: " + origin);
        }
    }
}
