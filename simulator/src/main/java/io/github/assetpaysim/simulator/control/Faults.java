package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.fault.FaultReader;
import io.github.assetpaysim.simulator.fault.InvalidFault;
import io.github.assetpaysim.simulator.http.Body;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.Merchants;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Function;

/** The part of the control API about what is to go wrong. */
final class Faults {
    private final Function<Context, Merchant> merchants;
    private final Merchants all;

    /** @param merchants finds the merchant that a request names */
    Faults(Function<Context, Merchant> merchants, Merchants all) {
        this.merchants = merchants;
        this.all = all;
    }

    /** @param merchant the path of one merchant */
    void addTo(RoutesConfig routes, String prefix, String merchant) {
        routes.get(
                prefix + "/faults",
                ctx -> ControlApi.answer(ctx, FaultMembers.view(new FaultReader(all.dialect()).kinds())));
        routes.get(
                merchant + "/faults",
                ctx -> ControlApi.answer(
                        ctx, FaultMembers.view(merchants.apply(ctx).faults())));
        routes.put(merchant + "/faults", this::plan);
        routes.delete(merchant + "/faults", this::clear);
    }

    private void plan(Context ctx) {
        Merchant merchant = merchants.apply(ctx);
        Fields body = Body.json(ctx);
        try {
            merchant.plan(new FaultReader(merchant.dialect()).read(FaultMembers.read(body)));
        } catch (InvalidFault e) {
            throw body.wrong(e.getMessage());
        }
        ControlApi.answer(ctx, FaultMembers.view(merchant.faults()));
    }

    private void clear(Context ctx) {
        merchants.apply(ctx).plan(List.of());
        ctx.status(204);
    }
}
