package io.github.assetpaysim.simulator.dialect;

import io.github.assetpaysim.simulator.http.Api;
import io.github.assetpaysim.simulator.merchant.Merchants;
import io.github.assetpaysim.simulator.shipment.Explainer;
import io.github.assetpaysim.simulator.shipment.Protocol;
import java.time.InstantSource;

/** One generation of AssetPay's wire format. */
public interface Dialect {
    /** How trades and callbacks look in it. */
    Protocol protocol();

    /** What finds out how a callback of it was signed. */
    Explainer explainer();

    /** Its endpoints, over these merchants. */
    Api api(Merchants merchants, InstantSource wall);
}
