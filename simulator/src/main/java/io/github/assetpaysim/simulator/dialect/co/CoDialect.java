package io.github.assetpaysim.simulator.dialect.co;

import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.http.Api;
import io.github.assetpaysim.simulator.merchant.Merchants;
import io.github.assetpaysim.simulator.shipment.Explainer;
import io.github.assetpaysim.simulator.shipment.Protocol;
import java.time.InstantSource;

/** The generation documented at docs.assetpay.co (part A of the dossier). */
public final class CoDialect implements Dialect {
    private final Protocol protocol;

    /** @param userAgent what callbacks name as their sender */
    public CoDialect(String userAgent) {
        this.protocol = new CoProtocol(userAgent);
    }

    @Override
    public Protocol protocol() {
        return protocol;
    }

    @Override
    public Explainer explainer() {
        return new CoExplainer();
    }

    @Override
    public Api api(Merchants merchants, InstantSource wall) {
        return new CoApi(merchants, wall);
    }
}
