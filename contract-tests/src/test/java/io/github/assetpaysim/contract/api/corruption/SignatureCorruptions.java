package io.github.assetpaysim.contract.api.corruption;

import static io.github.assetpaysim.contract.api.corruption.Corruption.of;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.callbacks;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.payload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.signing.CanonicalJson;
import io.github.assetpaysim.contract.signing.HmacSha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What is wrong with the signatures of callbacks. */
final class SignatureCorruptions {
    private SignatureCorruptions() {}

    static List<Corruption> all() {
        return List.of(
                of("unsigned", "Callbacks have no key.", "CALL-05", payload(payload -> payload.remove("key")))
                        .andBy("CALL-02")
                        .mayViolate("CALL-06"),
                of("key-empty", "The key of callbacks is empty.", "CALL-05", payload(payload -> payload.put("key", "")))
                        .mayViolate("CALL-02", "CALL-06"),
                of(
                                "key-of-nothing",
                                "The key of callbacks is a made-up one.",
                                "CALL-05",
                                payload(payload -> payload.put("key", "0".repeat(64))))
                        .mayViolate("CALL-06"),
                of(
                                "upper-case-key",
                                "The key is written in capitals.",
                                "CALL-05",
                                payload(payload -> payload.put(
                                        "key", payload.path("key").asText().toUpperCase(Locale.ROOT))))
                        .mayViolate("CALL-02", "CALL-06"),
                of(
                                "key-in-base64",
                                "The key is written in Base64.",
                                "CALL-05",
                                signed((delivery, payload) -> Base64.getEncoder()
                                        .encodeToString(HmacSha256.of(
                                                CanonicalJson.of(delivery.trade())
                                                        .getBytes(StandardCharsets.UTF_8),
                                                delivery.secret()))))
                        .mayViolate("CALL-02", "CALL-06"),
                of(
                                "key-with-prefix",
                                "The key begins with sha256=.",
                                "CALL-05",
                                payload(payload -> payload.put(
                                        "key", "sha256=" + payload.path("key").asText())))
                        .mayViolate("CALL-02", "CALL-06"),
                of(
                                "signed-with-another-secret",
                                "Callbacks are signed with another secret.",
                                "CALL-05",
                                signed((delivery, payload) ->
                                        OtherRules.hex(CanonicalJson.of(delivery.trade()), delivery.secret() + "x")))
                        .mayViolate("CALL-06"),
                rules("signed-unsorted", "What is signed is not sorted.", OtherRules.UNSORTED),
                rules("signed-sorted-above", "What is signed is sorted at the top only.", OtherRules.SORTED_ABOVE),
                rules("signed-with-white-space", "What is signed has white space.", OtherRules.WHITE_SPACE),
                rules("signed-escaped", "What is signed has all but ASCII escaped.", OtherRules.ESCAPED),
                rules("signed-with-slashes-escaped", "What is signed has slashes escaped.", OtherRules.SLASHES_ESCAPED),
                rules(
                        "signed-with-two-decimals",
                        "What is signed has amounts with two decimals.",
                        OtherRules.TWO_DECIMALS),
                of("payload-signed", "The whole payload is signed.", "CALL-05", signed((delivery, payload) -> {
                            payload.remove("key");
                            return OtherRules.hex(CanonicalJson.of(payload), delivery.secret());
                        }))
                        .andBy("CALL-06"),
                of("event-signed", "The event is signed with the trade.", "CALL-05", signed((delivery, payload) -> {
                            ObjectNode both = delivery.trade();
                            both.set("event", payload.path("event"));
                            return OtherRules.hex(CanonicalJson.of(both), delivery.secret());
                        }))
                        .mayViolate("CALL-06"),
                of(
                                "timestamp-signed",
                                "The timestamp is signed with the trade.",
                                "CALL-06",
                                signed((delivery, payload) -> OtherRules.hex(
                                        payload.path("timestamp").asText() + "." + CanonicalJson.of(delivery.trade()),
                                        delivery.secret())))
                        .andBy("CALL-05"),
                of(
                                "signature-in-a-header",
                                "The signature is in a header, over the body, as in dialect gg.",
                                "CALL-05",
                                callbacks(delivery -> {
                                    ObjectNode payload = delivery.payload();
                                    payload.remove("key");
                                    ObjectNode body = Json.object();
                                    body.set("payload", payload);
                                    String key = OtherRules.hex(Json.text(body), delivery.secret());
                                    return delivery.send(
                                            delivery.ask().withJson(body).withHeader("X-AssetPay-Signature", key));
                                }))
                        .mayViolate("CALL-02", "CALL-06"),
                of("only-retries-signed", "Callbacks about COMPLETED are not signed.", "CALL-05", payload(payload -> {
                            if (payload.path("event").asText().equals("COMPLETED")) {
                                payload.put("key", "");
                            }
                        }))
                        .mayViolate("CALL-02", "CALL-06"));
    }

    private interface Key {
        String of(Delivery delivery, ObjectNode payload);
    }

    private static Supplier<Wrong> signed(Key key) {
        return callbacks(delivery -> {
            String made = key.of(delivery, delivery.payload());
            return delivery.send(delivery.payload().put("key", made));
        });
    }

    private static Corruption rules(String id, String sentence, OtherRules rules) {
        return of(
                        id,
                        sentence,
                        "CALL-05",
                        signed((delivery, payload) -> rules.key(delivery.trade(), delivery.secret())))
                .mayViolate("CALL-06");
    }
}
