package io.github.assetpaysim.simulator.page;

import io.github.assetpaysim.simulator.http.Api;
import io.github.assetpaysim.simulator.http.ErrorStyle;
import io.github.assetpaysim.simulator.http.HttpError;
import io.github.assetpaysim.simulator.text.Quoted;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The page for people, which is a client of the control API and nothing more. Its files are no secret and are open to whoever reaches the
 * simulator, under any host name: so the page can say why the control API refuses it. They are read when they are asked for.
 */
public final class Page implements Api {
    private static final String CONTROL = "/_sim";
    private static final String FILES = CONTROL + "/page";
    private static final String INDEX = "index.html";
    private static final String LICENCE = "lib/LICENSE";

    /** The classes lie beside the files; only what has such an ending is a file of the page. */
    private static final Map<String, String> TYPES =
            Map.of("js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");

    private static final Pattern NAME = Pattern.compile("(?:[\\w-]+/)*[\\w-]+\\.[a-z]+");

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final ErrorStyle errors = new PlainErrors();

    /** Whether a path may be the page's: nothing else answers there, so no credential is asked for. */
    public static boolean isPath(String path) {
        return path.equals(CONTROL) || path.equals(CONTROL + "/") || (path + "/").startsWith(FILES + "/");
    }

    @Override
    public String prefix() {
        return FILES;
    }

    @Override
    public ErrorStyle errors() {
        return errors;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        // No route: to everybody but browsers this path stays as unknown as it is at AssetPay.
        routes.before("/", ctx -> {
            if (ctx.method() == HandlerType.GET && accepts(ctx).contains("text/html")) {
                ctx.redirect("_sim/");
                ctx.skipRemainingHandlers();
            }
        });
        routes.get(CONTROL, ctx -> {
            if (ctx.path().endsWith("/")) {
                answer(ctx, INDEX, "text/html");
            } else {
                ctx.redirect("_sim/");
            }
        });
        routes.get(FILES + "/<name>", ctx -> {
            String name = ctx.pathParam("name");
            answer(ctx, name, type(name));
        });
    }

    private static String accepts(Context ctx) {
        String accept = ctx.header("Accept");
        return accept == null ? "" : accept;
    }

    private static String type(String name) {
        if (name.equals(LICENCE)) {
            return "text/plain";
        }
        return NAME.matcher(name).matches() ? TYPES.get(name.substring(name.lastIndexOf('.') + 1)) : null;
    }

    private static void answer(Context ctx, String name, String type) throws IOException {
        try (InputStream file = type == null ? null : Page.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new Refusal(HttpError.NOT_FOUND, "the page has no file '" + Quoted.text(name) + "'");
            }
            ctx.contentType(type + "; charset=utf-8")
                    // The next version's files have the same names.
                    .header("Cache-Control", "no-store")
                    .header("Content-Security-Policy", POLICY)
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Referrer-Policy", "no-referrer")
                    .result(file.readAllBytes());
        }
    }
}
