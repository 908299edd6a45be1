import io.javalin.Javalin;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the simulator is measured against: Javalin that answers ready bytes.
 *
 * <p>Arguments: the port, and a file with the bytes for {@code GET} and one for {@code POST}; without files it has no routes.
 */
final class Bare {
    private Bare() {}

    public static void main(String[] arguments) throws Exception {
        byte[] forGet = arguments.length > 1 ? Files.readAllBytes(Path.of(arguments[1])) : null;
        byte[] forPost = arguments.length > 2 ? Files.readAllBytes(Path.of(arguments[2])) : null;
        Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.jetty.host = "127.0.0.1";
                    if (forGet != null) {
                        config.routes.get(
                                "/client/inventory",
                                ctx -> ctx.contentType("application/json").result(forGet));
                    }
                    if (forPost != null) {
                        config.routes.post("/client/trading/deposit", ctx -> {
                            ctx.bodyAsBytes();
                            ctx.contentType("application/json").result(forPost);
                        });
                    }
                })
                .start(Integer.parseInt(arguments[0]));
    }
}
