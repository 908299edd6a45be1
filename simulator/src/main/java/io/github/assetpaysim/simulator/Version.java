package io.github.assetpaysim.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which build this is. */
public final class Version {
    private static final Properties BUILD = read();

    /** Its version, such as {@code 0.1.0}. */
    public static final String VALUE = BUILD.getProperty("version");

    private Version() {}

    /** What the option {@code --version} prints: also the commit, {@code unknown} without a clone, and the JDK that runs it. */
    public static String line() {
        return "assetpay-simulator " + VALUE + " (commit " + BUILD.getProperty("commit") + ", JDK "
                + System.getProperty("java.version") + ")";
    }

    private static Properties read() {
        Properties build = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("build.properties")) {
            build.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build;
    }
}
