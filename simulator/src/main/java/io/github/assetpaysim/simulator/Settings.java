package io.github.assetpaysim.simulator;

import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.time.ClockMode;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** How a simulator is started: the server's own settings and the default merchant's. Immutable. */
public final class Settings {
    public static final Setting<String> HOST = Setting.ofText(
                    "host", "an address of this machine", "where to listen", Settings::host)
            .defaultsTo("127.0.0.1");

    public static final Setting<Integer> PORT = Setting.of(
                    "port", "0 to 65535", "where to listen; 0 is any free port", Settings::port, String::valueOf)
            .defaultsTo(8080);

    public static final Setting<String> CONTROL_TOKEN = Setting.ofPattern(
                    "controlToken",
                    "1 to 256 visible ASCII characters",
                    "what callers of /_sim must show; needed beyond this machine",
                    "[!-~]{1,256}")
            .asSecret();

    public static final Setting<Path> SEED_FILE = Setting.of(
            "seedFile", "a path", "JSON file with merchants, users and prices to start with", Path::of, Path::toString);

    /** Every setting of the server. */
    public static final List<Setting<?>> ALL = List.of(HOST, PORT, CONTROL_TOKEN, SEED_FILE);

    /** For tests in the same JVM: this machine only, any free port, time that stands still. */
    public static final Settings STANDARD =
            new Settings(Values.NONE, MerchantSettings.STANDARD, true, true).with(PORT, 0);

    /** For a server of its own: port 8080, time that runs by itself. */
    public static final Settings SERVE = new Settings(
            Values.NONE, MerchantSettings.STANDARD.with(MerchantSettings.CLOCK, ClockMode.PACED), true, true);

    private final Values server;
    private final MerchantSettings merchant;
    private final boolean control;
    private final boolean page;

    private Settings(Values server, MerchantSettings merchant, boolean control, boolean page) {
        this.server = server;
        this.merchant = merchant;
        this.control = control;
        this.page = page;
    }

    /** The value in force, or null when there is none. */
    public <T> T get(Setting<T> setting) {
        return server.get(setting);
    }

    /** The default merchant's settings. */
    public MerchantSettings merchant() {
        return merchant;
    }

    /** These settings with one of the server's changed. */
    public <T> Settings with(Setting<T> setting, T value) {
        return new Settings(server.with(setting, value), merchant, control, page);
    }

    /** These settings with the default merchant's replaced. */
    public Settings with(MerchantSettings changed) {
        return new Settings(server, changed, control, page);
    }

    /**
     * These settings with one changed, both as text; the server's or the default merchant's.
     *
     * @throws io.github.assetpaysim.simulator.setting.InvalidSetting for an unknown name or a value that is not allowed
     */
    public Settings with(String name, String text) {
        for (Setting<?> setting : ALL) {
            if (setting.name().equals(name)) {
                return new Settings(server.withText(setting, text), merchant, control, page);
            }
        }
        return with(merchant.with(name, text));
    }

    /** The value in force of any setting as text, or null when there is none. */
    public String text(Setting<?> setting) {
        return ALL.contains(setting) ? server.text(setting) : merchant.text(setting);
    }

    /** Whether only this machine can reach the simulator. */
    boolean loopbackOnly() {
        return hostIs(InetAddress::isLoopbackAddress);
    }

    /** Whether the simulator listens on every address that this machine has. */
    public boolean everyAddress() {
        return hostIs(InetAddress::isAnyLocalAddress);
    }

    private boolean hostIs(Predicate<InetAddress> such) {
        try {
            return such.test(InetAddress.getByName(get(HOST)));
        } catch (UnknownHostException e) {
            // Listening will fail on it anyway.
            return false;
        }
    }

    /** What stands in place of {@code https://api.assetpay.co} when it listens on a port. */
    URI baseUrl(int port) {
        // No URL leads to the wildcard address; loopback is part of it in both families.
        String host = everyAddress() ? "127.0.0.1" : get(HOST);
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }

    /** These settings without a control API, and so without a page: its paths are as unknown as at AssetPay itself. */
    public Settings withoutControl() {
        return new Settings(server, merchant, false, page);
    }

    /** Whether there is one, for whomever. */
    public boolean hasControl() {
        return control;
    }

    /** These settings without the page for people. */
    public Settings withoutPage() {
        return new Settings(server, merchant, control, false);
    }

    /** Whether there is one; without a control API it could show nothing. */
    public boolean hasPage() {
        return control && page;
    }

    /** Whether the control API can be used at all. */
    public boolean controlIsOn() {
        return control && (loopbackOnly() || get(CONTROL_TOKEN) != null);
    }

    /** IPv6 addresses may stand in brackets, as they do in URLs. */
    private static String host(String text) {
        String host = text.replaceFirst("^\\[(.*:.*)]$", "$1");
        if (!host.matches("[0-9A-Za-z.:%_-]+")) {
            throw new IllegalArgumentException("not an address");
        }
        return host;
    }

    private static Integer port(String text) {
        int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("not a port");
        }
        return port;
    }
}
