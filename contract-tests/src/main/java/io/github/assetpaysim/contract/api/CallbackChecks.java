package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.closing;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.api.receiver.Received;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What every callback must be (A7.1, A7.2). These checks come last, and look at all that came in the run. */
final class CallbackChecks {
    private static final Pattern JSON =
            Pattern.compile("application/([a-z0-9.-]+\\+)?json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "proxy-authorization", "cookie", "api-key", "x-api-key");

    /** Clocks of two machines differ. */
    private static final Duration CLOSE = Duration.ofMinutes(1);

    /** What is shorter may stand anywhere by chance. */
    private static final int TELLING = 8;

    private CallbackChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                closing("CALL-01", 0, context -> each(context, CallbackChecks::judgeRequest)),
                closing("CALL-03", 0, context -> each(context, CallbackChecks::judgeEvent)),
                closing("CALL-05", 0, context -> each(context, SignedCallbacks::judgeKey)),
                closing("CALL-06", 0, context -> each(context, SignedCallbacks::judgeMessage)),
                closing("CALL-07", 0, context -> judgeEach(firstAttempts(context), CallbackChecks::judgeTimestamp)),
                closing("CALL-10", 0, context -> each(context, CallbackChecks::judgeCredentials)));
    }

    /** Looks at one callback. */
    interface Judge {
        /**
         * Judges it.
         *
         * @return false when it lacks what there is to be judged, which another requirement is about
         * @throws CheckFailure when it violates the requirement
         */
        boolean judges(ApiRun.Announced callback);
    }

    private static void each(ApiContext context, Judge judge) throws Exception {
        judgeEach(everything(context), judge);
    }

    private static void judgeEach(List<ApiRun.Announced> callbacks, Judge judge) {
        int judged = 0;
        for (ApiRun.Announced callback : callbacks) {
            if (judge.judges(callback)) {
                judged++;
            }
        }
        if (judged == 0) {
            throw CheckFailure.blocked(
                    "none of " + callbacks.size() + " callbacks has what this is about, see CALL-02 and CALL-04");
        }
    }

    /** All that came in this run, but at least the callbacks of what goes well; skips the check where none come. */
    static List<ApiRun.Announced> everything(ApiContext context) throws Exception {
        if (context.hasControl()) {
            try {
                context.ordinaryWithdrawal();
            } catch (CheckFailure e) {
                context.notes().line("no withdrawal to look at: " + e.getMessage());
            }
        }
        try {
            context.ordinaryDeposit().callbacks();
        } catch (CheckFailure e) {
            if (context.announced().isEmpty()) {
                throw e;
            }
            context.notes().line("no deposit to look at: " + e.getMessage());
        }
        return context.announced();
    }

    /** Of every callback the attempt that came first. */
    static List<ApiRun.Announced> firstAttempts(ApiContext context) throws Exception {
        Set<List<String>> seen = new HashSet<>();
        List<ApiRun.Announced> first = new ArrayList<>();
        for (ApiRun.Announced each : everything(context)) {
            Received callback = each.callback();
            if (seen.add(List.of(callback.path(), callback.tradeId(), callback.status()))) {
                first.add(each);
            }
        }
        return first;
    }

    private static boolean judgeRequest(ApiRun.Announced announced) {
        Received callback = announced.callback();
        String contentType = callback.header("Content-Type");
        if (!callback.method().equals("POST")
                || contentType == null
                || !JSON.matcher(contentType).matches()) {
            throw CheckFailure.violated(
                    "a POST with the content type application/json for the " + callback,
                    callback.method() + (contentType == null ? " without one" : " with " + contentType));
        }
        return true;
    }

    private static boolean judgeEvent(ApiRun.Announced announced) {
        JsonNode event = announced.callback().payload().path("event");
        JsonNode status = announced.callback().trade().path("status");
        if (!event.isTextual() || !status.isTextual()) {
            return false;
        }
        if (!event.equals(status)) {
            throw CheckFailure.violated("the event " + status + " in the " + announced.callback(), event.toString());
        }
        return true;
    }

    private static boolean judgeTimestamp(ApiRun.Announced announced) {
        Received callback = announced.callback();
        JsonNode timestamp = callback.payload().path("timestamp");
        if (!timestamp.isTextual()) {
            return false;
        }
        String expected = "a timestamp such as 2031-01-01T00:00:00.000Z, within " + CLOSE.toSeconds() + " s of "
                + callback.at() + ", in the " + callback;
        if (!INSTANT.matcher(timestamp.textValue()).matches()) {
            throw CheckFailure.violated(expected, timestamp.toString());
        }
        try {
            Instant generated = Instant.parse(timestamp.textValue());
            if (Duration.between(generated, callback.at()).abs().compareTo(CLOSE) > 0) {
                throw CheckFailure.violated(expected, timestamp.toString());
            }
        } catch (DateTimeException e) {
            throw CheckFailure.violated(expected, timestamp.toString());
        }
        return true;
    }

    private static boolean judgeCredentials(ApiRun.Announced announced) {
        Received callback = announced.callback();
        String body = new String(callback.body(), UTF_8);
        requireNone(announced, "its URL", callback.path());
        requireNone(announced, "its body", body);
        callback.headers().forEach((name, values) -> {
            if (CREDENTIALS.contains(name.toLowerCase(Locale.ROOT))) {
                throw CheckFailure.violated("no credentials in the " + callback, "the header " + name);
            }
            values.forEach(value -> requireNone(announced, "the header " + name, value));
        });
        return true;
    }

    private static void requireNone(ApiRun.Announced announced, String where, String text) {
        for (String secret : List.of(announced.by().apiKey(), announced.by().apiSecret())) {
            if (secret.length() >= TELLING && text.contains(secret)) {
                throw CheckFailure.violated(
                        "no credentials in the " + announced.callback(),
                        "the merchant's " + (secret.equals(announced.by().apiKey()) ? "API key" : "API secret") + " in "
                                + where);
            }
        }
        if (TOKEN.matcher(text).find()) {
            throw CheckFailure.violated("no credentials in the " + announced.callback(), "a token in " + where);
        }
    }
}
