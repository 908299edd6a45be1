package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.http.Body;
import io.github.assetpaysim.simulator.http.Query;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.Merchants;
import io.github.assetpaysim.simulator.traffic.Exchange;
import io.github.assetpaysim.simulator.traffic.RequestJournal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The part of the control API about what was asked of the API: one journal for each merchant, and one for strangers. */
final class Requests {
    private static final int MOST = 10_000;

    private final Function<Context, Merchant> merchants;
    private final Merchants all;

    /** @param merchants finds the merchant that a request names */
    Requests(Function<Context, Merchant> merchants, Merchants all) {
        this.merchants = merchants;
        this.all = all;
    }

    /** @param merchant the path of one merchant */
    void addTo(RoutesConfig routes, String prefix, String merchant) {
        addTo(routes, prefix + "/requests", ctx -> all.strangers());
        addTo(routes, merchant + "/requests", ctx -> merchants.apply(ctx).requests());
    }

    private static void addTo(RoutesConfig routes, String path, Function<Context, RequestJournal> journal) {
        routes.get(path, ctx -> list(ctx, journal.apply(ctx)));
        routes.post(path + "/count", ctx -> count(ctx, journal.apply(ctx)));
        routes.delete(path, ctx -> {
            RequestJournal all = journal.apply(ctx);
            // Who picks some wants to keep the others.
            new Query(ctx).refuseUnknown(Set.of());
            all.clear();
            ctx.status(204);
        });
    }

    private static void list(Context ctx, RequestJournal journal) {
        Query query = new Query(ctx);
        RequestFilter filter = RequestFilter.of(query, "limit");
        int limit = query.one("limit", MOST, "a whole number from 1 to " + MOST, Requests::limit);
        RequestJournal.Kept kept = journal.kept();
        List<Exchange> matching =
                kept.exchanges().stream().filter(filter::matches).toList();
        ControlApi.answer(
                ctx,
                new RequestViews.Requests(
                        matching.subList(Math.max(0, matching.size() - limit), matching.size()).stream()
                                .map(RequestViews::view)
                                .toList(),
                        kept.dropped()));
    }

    private static Integer limit(String text) {
        int limit = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        return limit >= 1 && limit <= MOST ? limit : null;
    }

    private static void count(Context ctx, RequestJournal journal) {
        new Query(ctx).refuseUnknown(Set.of());
        RequestFilter filter = RequestFilter.of(Body.json(ctx));
        RequestJournal.Kept kept = journal.kept();
        long count = kept.exchanges().stream().filter(filter::matches).count();
        ControlApi.answer(ctx, new RequestViews.Count((int) count, kept.dropped()));
    }
}
