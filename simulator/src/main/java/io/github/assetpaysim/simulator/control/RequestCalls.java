package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.http.Body;
import io.github.assetpaysim.simulator.http.Query;
import io.github.assetpaysim.simulator.requestlog.RecordedRequest;
import io.github.assetpaysim.simulator.requestlog.RequestJournal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The part of the control API about what was asked of the API: one journal for each merchant, and one for strangers. */
final class RequestCalls {
    private static final int MOST = 10_000;

    private RequestCalls() {}

    static void addTo(RoutesConfig routes, String path, Function<Context, RequestJournal> journal) {
        routes.get(path, ctx -> ControlApi.answer(ctx, list(ctx, journal.apply(ctx))));
        routes.post(path + "/count", ctx -> ControlApi.answer(ctx, count(ctx, journal.apply(ctx))));
        routes.delete(path, ctx -> {
            RequestJournal all = journal.apply(ctx);
            // Who picks some wants to keep the others.
            new Query(ctx).refuseUnknown(Set.of());
            all.clear();
            ctx.status(204);
        });
    }

    private static JsonObject list(Context ctx, RequestJournal journal) {
        Query query = new Query(ctx);
        Predicate<RecordedRequest> filter = RequestFilter.of(query, "limit");
        int limit = wholeNumber(query, "limit", MOST, MOST);
        RequestJournal.Kept kept = journal.kept();
        List<RecordedRequest> matching = kept.kept().stream().filter(filter).toList();
        return new JsonObject()
                .with(
                        "requests",
                        matching.subList(Math.max(0, matching.size() - limit), matching.size()),
                        RequestViews::view)
                .with("dropped", kept.forgotten());
    }

    /** A parameter that is a number from 1 to {@code most}. */
    static int wholeNumber(Query query, String name, int most, int otherwise) {
        return query.one(name, otherwise, "a whole number from 1 to " + most, text -> {
            int number = text.matches("\\d{1,7}") ? Integer.parseInt(text) : 0;
            return number >= 1 && number <= most ? number : null;
        });
    }

    private static JsonObject count(Context ctx, RequestJournal journal) {
        new Query(ctx).refuseUnknown(Set.of());
        Predicate<RecordedRequest> filter = RequestFilter.of(Body.json(ctx));
        RequestJournal.Kept kept = journal.kept();
        long count = kept.kept().stream().filter(filter).count();
        return new JsonObject().with("count", count).with("dropped", kept.forgotten());
    }
}
