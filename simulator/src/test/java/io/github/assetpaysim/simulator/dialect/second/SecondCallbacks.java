package io.github.assetpaysim.simulator.dialect.second;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.dialect.BodyMutation;
import io.github.assetpaysim.simulator.dialect.CallbackEvent;
import io.github.assetpaysim.simulator.dialect.PlannedMutation;
import io.github.assetpaysim.simulator.dialect.Secrets;
import io.github.assetpaysim.simulator.dialect.Verdict;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.setting.Parameters;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.trade.Stage;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Callbacks signed in a header, afresh for each attempt, and decided by the body of an answer (B7). */
final class SecondCallbacks {
    private static final String HEADER = "X-AssetPay-Signature";
    private static final Setting<Duration> BY =
            Parameters.duration("by", "how much earlier it says that it was signed");

    private static final BodyMutation WRAPPED_TWICE =
            new Mutation("wrapped-twice", "The trade lies one object deeper.", List.of());
    private static final BodyMutation STALE =
            new Mutation("stale", "The time in the signature has passed; the signature holds.", List.of(BY));

    private record Mutation(String name, String does, List<Setting<?>> parameters) implements BodyMutation {}

    private SecondCallbacks() {}

    static List<BodyMutation> mutations() {
        return List.of(WRAPPED_TWICE, STALE);
    }

    static String status(Trade trade) {
        return trade.stage() == Stage.CREATED
                ? "initiated"
                : trade.stage().name().toLowerCase(Locale.ROOT);
    }

    static byte[] body(CallbackEvent callback) {
        ObjectNode body = StrictJson.MAPPER.createObjectNode();
        body.putObject("trade")
                .put("id", callback.trade().id())
                .put("type", callback.trade().kind() == TradeKind.DEPOSIT ? "deposit" : "withdraw")
                .put("status", callback.status());
        for (PlannedMutation edit : callback.edits()) {
            if (edit.mutation() == WRAPPED_TWICE) {
                body = StrictJson.MAPPER.createObjectNode().set("trade", body);
            }
        }
        return StrictJson.write(body);
    }

    /** Attempts that ask for a decision have ids of their own. */
    static Map<String, String> headers(CallbackEvent callback, byte[] body, int attempt, Instant at, Secrets secrets) {
        String id = asksForDecision(callback) ? callback.id() + "." + attempt : callback.id();
        Instant signed = at;
        for (PlannedMutation edit : callback.edits()) {
            if (edit.mutation() == STALE) {
                signed = signed.minus(edit.values().get(BY));
            }
        }
        String time = StrictJson.text(signed);
        StringJoiner parts = new StringJoiner(",").add("t=" + time).add("id=" + id);
        parts.add("s=" + signature(id, time, body, secrets.current()));
        if (secrets.previous() != null) {
            parts.add("s1=" + signature(id, time, body, secrets.previous()));
        }
        return Map.of("Content-Type", "application/json", HEADER, parts.toString());
    }

    static String signature(String id, String time, byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            mac.update((id + "." + time + ".").getBytes(UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Verdict judge(CallbackEvent callback, int status, byte[] answer) {
        boolean success = status >= 200 && status < 300;
        if (!asksForDecision(callback)) {
            return status == 200 ? Verdict.DELIVERED : Verdict.FAILED;
        }
        if (success) {
            return rejects(answer) ? Verdict.REJECTED : Verdict.APPROVED;
        }
        boolean refused = status >= 400 && status < 500 && status != 408 && status != 429;
        return refused ? Verdict.REJECTED : Verdict.FAILED;
    }

    private static boolean asksForDecision(CallbackEvent callback) {
        return callback.trade().kind() == TradeKind.WITHDRAWAL
                && callback.status().equals("initiated");
    }

    private static boolean rejects(byte[] answer) {
        try {
            return StrictJson.MAPPER.readTree(answer).path("action").asText().equals("reject");
        } catch (JsonProcessingException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
