package io.github.assetpaysim.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.http.Query;
import io.github.assetpaysim.simulator.requestlog.RecordedRequest;
import io.github.assetpaysim.simulator.trade.SteamAccount;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which requests are asked for: those that match every criterion given. */
final class RequestFilter {
    private static final Criterion STATUS = new Criterion(
            "status",
            "an HTTP status such as 401, or a class such as 4xx",
            text -> text.matches("[1-5](\\d\\d|xx)"),
            (recorded, status) -> String.valueOf(recorded.status()).startsWith(status.replace("xx", "")));
    private static final List<Criterion> CRITERIA = List.of(
            new Criterion(
                    "method",
                    "an HTTP method such as GET",
                    text -> text.matches("[A-Za-z]{1,20}"),
                    (recorded, method) -> recorded.method().equalsIgnoreCase(method)),
            new Criterion(
                    "path",
                    "a path such as /client/inventory, without query",
                    text -> text.startsWith("/") && text.indexOf('?') < 0,
                    (recorded, path) -> recorded.path().equals(path)),
            STATUS,
            new Criterion(
                    "key",
                    "an error key such as PRICE_CHANGED",
                    text -> text.matches("[A-Z0-9_]{1,60}"),
                    (recorded, key) ->
                            recorded.error() != null && recorded.error().key().equals(key)),
            new Criterion(
                    "steamId",
                    SteamAccount.STEAM_ID_FORM,
                    SteamAccount::isSteamId,
                    (recorded, steamId) -> steamId.equals(RequestViews.steamId(recorded))),
            new Criterion(
                    "externalId",
                    "text",
                    text -> true,
                    (recorded, externalId) -> externalId.equals(RequestViews.externalId(recorded))));

    private RequestFilter() {}

    /** What requests can be picked by, with what is accepted. */
    private record Criterion(
            String member, String expected, Predicate<String> accepted, BiPredicate<RecordedRequest, String> matches) {}

    private static Set<String> names() {
        return CRITERIA.stream().map(Criterion::member).collect(Collectors.toCollection(TreeSet::new));
    }

    /** @param besides a parameter that is none of the filter's */
    static Predicate<RecordedRequest> of(Query query, String besides) {
        Set<String> known = names();
        known.add(besides);
        query.refuseUnknown(known);
        return of(each -> query.one(
                each.member(), null, each.expected(), text -> each.accepted().test(text) ? text : null));
    }

    /** The same criteria as members of an object; a status may be a number there. */
    static Predicate<RecordedRequest> of(Fields body) {
        body.refuseUnknown(names());
        return of(each -> body.has(each.member()) ? member(body, each) : null);
    }

    private static String member(Fields body, Criterion criterion) {
        JsonNode value = body.node().get(criterion.member());
        String text = criterion == STATUS && value.isIntegralNumber()
                ? value.asText()
                : body.text(criterion.member(), criterion.expected());
        if (!criterion.accepted().test(text)) {
            throw body.wrong(criterion.member(), criterion.expected());
        }
        return text;
    }

    /** @param given what a criterion has to be, or null when it does not matter */
    private static Predicate<RecordedRequest> of(Function<Criterion, String> given) {
        Predicate<RecordedRequest> filter = recorded -> true;
        for (Criterion each : CRITERIA) {
            String wanted = given.apply(each);
            if (wanted != null) {
                filter = filter.and(recorded -> each.matches().test(recorded, wanted));
            }
        }
        return filter;
    }
}
