package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.of;

import io.github.assetpaysim.contract.api.Caller.Request;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.util.Arrays;
import java.util.List;

/** What browsers let pages of other origins do (A1): a client token may be given to them, an API key may not. */
final class CorsChecks {
    private static final String ORIGIN = "https://shop.example";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final List<Operation> WITH_KEY = Arrays.stream(Operation.values())
            .filter(operation -> !operation.isClients())
            .toList();

    private CorsChecks() {}

    static List<ApiCheck> all() {
        int paths = HarmlessRequests.CLIENTS.size();
        return List.of(
                of("CORS-01", paths, CorsChecks::preflights),
                of("CORS-02", 2 * paths + 1, CorsChecks::readable),
                of("CORS-03", 3 * WITH_KEY.size(), CorsChecks::closed));
    }

    private static void preflights(ApiContext context) throws Exception {
        Caller caller = context.stranger();
        for (Operation operation : HarmlessRequests.CLIENTS) {
            Exchange answer = preflight(caller, operation, "authorization").send();
            boolean right = answer.status() / 100 == 2
                    && isOpen(answer)
                    && lists(answer, "Access-Control-Allow-Methods", operation.method(), true)
                    // Browsers do not let * stand for this one.
                    && lists(answer, "Access-Control-Allow-Headers", "Authorization", false);
            if (!right) {
                throw CheckFailure.violated(
                        "HTTP 2xx to " + answer.asked() + " that allows " + ORIGIN + ", " + operation.method()
                                + " and the header Authorization",
                        told(answer));
            }
        }
    }

    private static void readable(ApiContext context) throws Exception {
        Caller caller = context.reader();
        for (Operation operation : HarmlessRequests.CLIENTS) {
            for (Request request :
                    List.of(HarmlessRequests.ask(caller, operation), HarmlessRequests.bare(caller, operation))) {
                requireReadable(request.header("Origin", ORIGIN).send());
            }
        }
        requireReadable(caller.ask(Operation.MARKET)
                .query("page", 0)
                .header("Origin", ORIGIN)
                .send());
    }

    private static void requireReadable(Exchange answer) {
        if (!isOpen(answer)) {
            throw CheckFailure.violated(
                    ALLOW_ORIGIN + ": " + ORIGIN + ", or *, in the answer to " + answer.asked() + " with Origin: "
                            + ORIGIN,
                    told(answer));
        }
    }

    private static void closed(ApiContext context) throws Exception {
        Caller caller = context.stranger();
        for (Operation operation : WITH_KEY) {
            for (Request request : List.of(
                    HarmlessRequests.ask(caller, operation),
                    HarmlessRequests.bare(caller, operation),
                    preflight(caller, operation, "api-key"))) {
                Exchange answer = request.header("Origin", ORIGIN).send();
                if (isOpen(answer)) {
                    throw CheckFailure.violated(
                            "no " + ALLOW_ORIGIN + " in the answer to " + answer.asked() + " with Origin: " + ORIGIN,
                            told(answer));
                }
            }
        }
    }

    /** What a browser sends before the request itself. */
    private static Request preflight(Caller caller, Operation operation, String header) {
        return caller.bare("OPTIONS", operation.path())
                .header("Origin", ORIGIN)
                .header("Access-Control-Request-Method", operation.method())
                .header(
                        "Access-Control-Request-Headers",
                        operation.method().equals("POST") ? header + ",content-type" : header);
    }

    private static boolean isOpen(Exchange answer) {
        List<String> allowed = answer.headers().getOrDefault("access-control-allow-origin", List.of());
        return allowed.equals(List.of("*")) || allowed.equals(List.of(ORIGIN));
    }

    private static boolean lists(Exchange answer, String header, String wanted, boolean orAll) {
        String listed = answer.header(header);
        return listed != null
                && Arrays.stream(listed.split(","))
                        .map(String::trim)
                        .anyMatch(each -> each.equalsIgnoreCase(wanted) || orAll && each.equals("*"));
    }

    private static String told(Exchange answer) {
        StringBuilder told = new StringBuilder("HTTP " + answer.status());
        answer.headers().forEach((name, values) -> {
            if (name.startsWith("access-control-")) {
                told.append(", ").append(name).append(": ").append(String.join(", ", values));
            }
        });
        return told.toString();
    }
}
