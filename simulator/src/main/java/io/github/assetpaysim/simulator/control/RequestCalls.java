package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.http.Body;
import io.github.assetpaysim.simulator.http.Query;
import io.github.assetpaysim.simulator.requestlog.RecordedRequest;
import io.github.assetpaysim.simulator.requestlog.RequestJournal;
import io.github.assetpaysim.simulator.setting.Parameters;
import io.github.assetpaysim.simulator.setting.Setting;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** The part of the control API about what was asked of the API: one journal for each merchant, and one for strangers. */
final class RequestCalls {
    private static final Setting<Integer> LIMIT =
            Parameters.number("limit", 1, 10_000, "").defaultsTo(10_000);

    private RequestCalls() {}

    static void addTo(RoutesConfig routes, String path, Function<Context, RequestJournal> journal) {
        routes.get(path, ctx -> ControlApi.answer(ctx, list(ctx, journal.apply(ctx))));
        routes.get(path + "/{requestId}", ctx -> ControlApi.answer(ctx, one(ctx, journal.apply(ctx))));
        routes.post(path + "/count", ctx -> ControlApi.answer(ctx, count(ctx, journal.apply(ctx))));
        routes.delete(path, ctx -> {
            RequestJournal all = journal.apply(ctx);
            // Who picks some wants to keep the others.
            new Query(ctx).only();
            all.clear();
            ctx.status(204);
        });
    }

    private static JsonObject list(Context ctx, RequestJournal journal) {
        Query query = new Query(ctx);
        Predicate<RecordedRequest> filter = RequestFilter.of(query, LIMIT);
        int limit = query.read(LIMIT);
        RequestJournal.Kept kept = journal.kept();
        List<RecordedRequest> matching = kept.kept().stream().filter(filter).toList();
        return new JsonObject()
                .with("requests", Views.newest(matching, limit), RequestViews::view)
                .with("dropped", kept.forgotten());
    }

    private static JsonObject one(Context ctx, RequestJournal journal) {
        new Query(ctx).only();
        String id = ctx.pathParam("requestId");
        RequestJournal.Kept kept = journal.kept();
        return kept.kept().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .map(RequestViews::view)
                .orElseThrow(() -> ControlApi.noSuch("request", id, kept.forgotten()));
    }

    private static JsonObject count(Context ctx, RequestJournal journal) {
        new Query(ctx).only();
        Predicate<RecordedRequest> filter = RequestFilter.of(Body.json(ctx));
        RequestJournal.Kept kept = journal.kept();
        long count = kept.kept().stream().filter(filter).count();
        return new JsonObject().with("count", count).with("dropped", kept.forgotten());
    }
}
