import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import io.javalin.Javalin;

/**
 * Starts and closes the simulator again and again in one JVM, and in turn Javalin without routes. Prints the milliseconds of each
 * round: start and close of the simulator, start and close of Javalin. Argument: how many rounds.
 */
final class Warm {
    private Warm() {}

    public static void main(String[] arguments) {
        for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
            long began = System.nanoTime();
            Simulator simulator = Simulator.start(Settings.STANDARD);
            long up = System.nanoTime();
            simulator.close();
            long down = System.nanoTime();
            Javalin bare = Javalin.create(config -> {
                        config.startup.showJavalinBanner = false;
                        config.jetty.host = "127.0.0.1";
                    })
                    .start(0);
            long bareUp = System.nanoTime();
            bare.stop();
            long bareDown = System.nanoTime();
            System.out.printf(
                    java.util.Locale.ROOT,
                    "%.2f %.2f %.2f %.2f%n",
                    (up - began) / 1e6,
                    (down - up) / 1e6,
                    (bareUp - down) / 1e6,
                    (bareDown - bareUp) / 1e6);
        }
    }
}
