package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.http.Query;
import io.github.assetpaysim.simulator.trade.SteamAccount;
import io.github.assetpaysim.simulator.traffic.Exchange;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which requests are asked for: those that match every criterion given. */
record RequestFilter(Map<Criterion, String> wanted) {

    /** What requests can be picked by, with what is accepted. */
    enum Criterion {
        METHOD(
                "method",
                "an HTTP method such as GET",
                text -> text.matches("[A-Za-z]{1,20}"),
                (exchange, method) -> exchange.method().equalsIgnoreCase(method)),
        PATH(
                "path",
                "a path such as /client/inventory, without query",
                text -> text.startsWith("/") && text.indexOf('?') < 0,
                (exchange, path) -> exchange.path().equals(path)),
        STATUS(
                "status",
                "an HTTP status such as 401, or a class such as 4xx",
                text -> text.matches("[1-5](\\d\\d|xx)"),
                (exchange, status) -> String.valueOf(exchange.status()).startsWith(status.replace("xx", ""))),
        KEY(
                "key",
                "an error key such as PRICE_CHANGED",
                text -> text.matches("[A-Z0-9_]{1,60}"),
                (exchange, key) ->
                        exchange.error() != null && exchange.error().key().equals(key)),
        STEAM_ID(
                "steamId",
                SteamAccount.STEAM_ID_FORM,
                SteamAccount::isSteamId,
                (exchange, steamId) -> steamId.equals(RequestViews.steamId(exchange))),
        EXTERNAL_ID(
                "externalId",
                "text",
                text -> true,
                (exchange, externalId) -> externalId.equals(RequestViews.externalId(exchange)));

        private final String member;
        private final String expected;
        private final Predicate<String> accepted;
        private final BiPredicate<Exchange, String> matches;

        Criterion(String member, String expected, Predicate<String> accepted, BiPredicate<Exchange, String> matches) {
            this.member = member;
            this.expected = expected;
            this.accepted = accepted;
            this.matches = matches;
        }
    }

    private static Set<String> names() {
        return Arrays.stream(Criterion.values())
                .map(criterion -> criterion.member)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** @param besides a parameter that is none of the filter's */
    static RequestFilter of(Query query, String besides) {
        Set<String> known = names();
        known.add(besides);
        query.refuseUnknown(known);
        Map<Criterion, String> wanted = new EnumMap<>(Criterion.class);
        for (Criterion each : Criterion.values()) {
            String text =
                    query.one(each.member, null, each.expected, value -> each.accepted.test(value) ? value : null);
            if (text != null) {
                wanted.put(each, text);
            }
        }
        return new RequestFilter(wanted);
    }

    /** The same criteria as members of an object; a status may be a number there. */
    static RequestFilter of(Fields body) {
        body.refuseUnknown(names());
        Map<Criterion, String> wanted = new EnumMap<>(Criterion.class);
        for (Criterion each : Criterion.values()) {
            if (body.has(each.member)) {
                String text =
                        each == Criterion.STATUS && body.node().get(each.member).isIntegralNumber()
                                ? body.node().get(each.member).asText()
                                : body.text(each.member, each.expected);
                if (!each.accepted.test(text)) {
                    throw body.wrong(each.member, each.expected);
                }
                wanted.put(each, text);
            }
        }
        return new RequestFilter(wanted);
    }

    boolean matches(Exchange exchange) {
        return wanted.entrySet().stream().allMatch(each -> each.getKey().matches.test(exchange, each.getValue()));
    }
}
