package io.github.assetpaysim.simulator;

import io.github.assetpaysim.simulator.control.ControlApi;
import io.github.assetpaysim.simulator.control.SeedFile;
import io.github.assetpaysim.simulator.endpoint.DialectApi;
import io.github.assetpaysim.simulator.endpoint.Endpoints;
import io.github.assetpaysim.simulator.http.Api;
import io.github.assetpaysim.simulator.http.WebServer;
import io.github.assetpaysim.simulator.merchant.InitialState;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.merchant.Merchants;
import io.github.assetpaysim.simulator.merchant.Shared;
import io.github.assetpaysim.simulator.page.Page;
import io.github.assetpaysim.simulator.seed.Seed;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One dialect on a port of its own, with merchants of its own and a control API about them. */
final class DialectServer {
    private final Merchants merchants;
    private final WebServer server;
    private final URI baseUrl;

    /** A dialect's API and where it is to be spoken; port 0 is any free one. */
    record Spoken(DialectApi api, int port) {}

    /**
     * Starts to listen.
     *
     * @param defaults of all merchants, with a seed
     * @throws io.github.assetpaysim.simulator.http.CannotListen when host or port cannot be used
     */
    DialectServer(
            Spoken spoken, Settings settings, MerchantSettings defaults, Optional<SeedFile> seedFile, Shared shared) {
        String host = settings.get(Settings.HOST);
        this.merchants = new Merchants(defaults, seedFile.map(SeedFile::start).orElse(InitialState.ORDINARY), shared);
        seedFile.ifPresent(file -> file.addTo(Settings.SEED_FILE.name(), merchants));
        List<Api> apis = new ArrayList<>();
        if (settings.hasPage()) {
            // First, as its files lie below the control API.
            apis.add(new Page());
        }
        if (settings.hasControl()) {
            apis.add(new ControlApi(
                    merchants,
                    shared.catalogue(),
                    Version.VALUE,
                    settings.loopbackOnly(),
                    host,
                    settings.get(Settings.CONTROL_TOKEN)));
        }
        apis.add(new Endpoints(spoken.api(), merchants, shared.wall()));
        this.server = new WebServer(
                host,
                spoken.port(),
                apis,
                new Seed(defaults.get(MerchantSettings.SEED)).child("requests"),
                shared.log(),
                WebServer.LONGEST_IDLE);
        this.baseUrl = settings.baseUrl(server.port());
    }

    Merchants merchants() {
        return merchants;
    }

    URI baseUrl() {
        return baseUrl;
    }

    /** Stops listening; its merchants have to be closed before. */
    void close() {
        server.close();
    }
}
