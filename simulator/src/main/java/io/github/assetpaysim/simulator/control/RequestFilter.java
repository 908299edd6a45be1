package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.http.Query;
import io.github.assetpaysim.simulator.requestlog.RecordedRequest;
import io.github.assetpaysim.simulator.setting.Parameters;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.trade.SteamAccount;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which requests are asked for: those that match every criterion given. */
final class RequestFilter {
    private static final Setting<String> STATUS =
            pattern("status", "an HTTP status such as 401, or a class such as 4xx", "[1-5](\\d\\d|xx)");
    private static final List<Criterion> CRITERIA = List.of(
            new Criterion(
                    pattern("method", "an HTTP method such as GET", "[A-Za-z]{1,20}"),
                    (recorded, method) -> recorded.method().equalsIgnoreCase(method)),
            new Criterion(
                    pattern("path", "a path such as /client/inventory, without query", "/[^?]*"),
                    (recorded, path) -> recorded.path().equals(path)),
            new Criterion(
                    STATUS,
                    (recorded, status) -> String.valueOf(recorded.status()).startsWith(status.replace("xx", ""))),
            new Criterion(
                    pattern("key", "an error key such as PRICE_CHANGED", "[A-Z0-9_]{1,60}"),
                    (recorded, key) ->
                            recorded.error() != null && recorded.error().key().equals(key)),
            new Criterion(
                    Parameters.text("steamId", SteamAccount.STEAM_ID_FORM, SteamAccount::isSteamId),
                    (recorded, steamId) -> steamId.equals(RequestViews.steamId(recorded))),
            new Criterion(
                    Parameters.text("externalId", "text", text -> true),
                    (recorded, externalId) -> externalId.equals(RequestViews.externalId(recorded))));

    private RequestFilter() {}

    private static Setting<String> pattern(String name, String allowed, String pattern) {
        return Setting.ofPattern(name, allowed, "", pattern);
    }

    /** What requests can be picked by. */
    private record Criterion(Setting<String> member, BiPredicate<RecordedRequest, String> matches) {}

    private static Stream<Setting<?>> members() {
        return CRITERIA.stream().map(Criterion::member);
    }

    /** @param besides a parameter that is none of the filter's */
    static Predicate<RecordedRequest> of(Query query, Setting<?> besides) {
        query.only(Stream.concat(members(), Stream.of(besides)).toArray(Setting<?>[]::new));
        return of(query::read);
    }

    /** The same criteria as members of an object; a status may be a number there. */
    static Predicate<RecordedRequest> of(Fields body) {
        body.refuseUnknown(members().map(Setting::name).collect(Collectors.toSet()));
        boolean number = body.node().path(STATUS.name()).isIntegralNumber();
        return of(member -> body.read(member == STATUS && number ? STATUS.asNumber() : member));
    }

    /** @param given what a criterion has to be, or null when it does not matter */
    private static Predicate<RecordedRequest> of(Function<Setting<String>, String> given) {
        Predicate<RecordedRequest> filter = recorded -> true;
        for (Criterion each : CRITERIA) {
            String wanted = given.apply(each.member());
            if (wanted != null) {
                filter = filter.and(recorded -> each.matches().test(recorded, wanted));
            }
        }
        return filter;
    }
}
