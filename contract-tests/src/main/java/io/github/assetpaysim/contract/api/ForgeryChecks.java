package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.signing.ClientToken;
import io.github.assetpaysim.contract.signing.ClientToken.Draft;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Tokens that nobody may accept (A2). What is refused is the token: nothing is looked at but the HTTP status.
 */
final class ForgeryChecks {
    private ForgeryChecks() {}

    /** Makes forged tokens, by what is wrong with them. */
    private interface Forger {
        Map<String, String> forge(Genuine genuine);
    }

    /** What a token is forged from. */
    private record Genuine(String merchantId, Caller caller) {
        String secret() {
            return caller.credentials().apiSecret();
        }

        /** Issued a minute ago, for clocks differ, and good for a day. */
        Draft draft() {
            return issued(Instant.now().minus(TokenChecks.CLOCKS_DIFFER));
        }

        Draft issued(Instant at) {
            return ClientToken.draft(merchantId, caller.user(), at);
        }

        Draft living(Instant from, Duration lifetime) {
            Draft draft = issued(from);
            draft.claims().put("exp", from.plus(lifetime).getEpochSecond());
            return draft;
        }

        String token() {
            return draft().signed(secret());
        }

        /** Header, claims and signature of a genuine token. */
        String[] parts() {
            return token().split("\\.");
        }
    }

    static List<ApiCheck> all() {
        return List.of(
                check(
                        "FORGE-01",
                        3,
                        genuine -> Map.of(
                                "signed with a secret that differs in its end",
                                        genuine.draft().signed(genuine.secret() + "x"),
                                "signed with the API key",
                                        genuine.draft()
                                                .signed(genuine.caller()
                                                        .credentials()
                                                        .apiKey()),
                                "signed with the merchant's id", genuine.draft().signed(genuine.merchantId()))),
                check(
                        "FORGE-02",
                        1,
                        genuine -> Map.of("without a signature", genuine.draft().unsigned())),
                check("FORGE-03", 3, ForgeryChecks::cutShort),
                check("FORGE-04", 3, ForgeryChecks::algNone),
                check(
                        "FORGE-05",
                        1,
                        genuine -> Map.of(
                                "signed with HMAC-SHA512", genuine.draft().signed(genuine.secret(), 512))),
                check("FORGE-06", 3, ForgeryChecks::otherClaims),
                check("FORGE-07", 2, ForgeryChecks::otherHeader),
                check("FORGE-08", 2, ForgeryChecks::expired),
                check("FORGE-09", 1, genuine -> {
                    Draft draft = genuine.draft();
                    draft.claims().remove("exp");
                    return Map.of("without exp", draft.signed(genuine.secret()));
                }),
                check("FORGE-10", 2, genuine -> {
                    Instant from = Instant.now().minus(TokenChecks.CLOCKS_DIFFER);
                    return Map.of(
                            "that lives for 25 hours",
                            genuine.living(from, Duration.ofHours(25)).signed(genuine.secret()),
                            "that lives for a year",
                            genuine.living(from, Duration.ofDays(365)).signed(genuine.secret()));
                }),
                check("FORGE-11", 2, genuine -> {
                    Instant now = Instant.now();
                    return Map.of(
                            "issued in an hour",
                            genuine.living(now.plus(Duration.ofHours(1)), Duration.ofHours(1))
                                    .signed(genuine.secret()),
                            "issued in a week",
                            genuine.issued(now.plus(Duration.ofDays(7))).signed(genuine.secret()));
                }),
                check("FORGE-12", 1, genuine -> {
                    Draft draft = genuine.draft();
                    String nobody = UUID.randomUUID().toString();
                    draft.header().put("userId", nobody);
                    draft.claims().put("merchantId", nobody);
                    return Map.of("of a merchant that does not exist", draft.signed(genuine.secret()));
                }),
                check("FORGE-13", 1, genuine -> {
                    Draft draft = genuine.draft();
                    draft.claims().put("merchantId", UUID.randomUUID().toString());
                    return Map.of("whose claim merchantId is another merchant's", draft.signed(genuine.secret()));
                }),
                check("FORGE-14", 6, ForgeryChecks::noJwt));
    }

    private static ApiCheck check(String id, int tokens, Forger forger) {
        return ApiCheck.of(id, tokens, context -> {
            Caller caller = context.reader();
            Genuine genuine = new Genuine(TokenChecks.merchantId(caller), caller);
            for (Map.Entry<String, String> forged : forger.forge(genuine).entrySet()) {
                // Not the token itself: what was forged from a genuine one can be made genuine again.
                context.notes().line("a token " + forged.getKey());
                for (Operation operation : TokenChecks.tried(context)) {
                    TokenChecks.requireUnauthorized(
                            HarmlessRequests.bare(caller, operation)
                                    .header("Authorization", forged.getValue())
                                    .send(),
                            "with a token " + forged.getKey());
                }
            }
        });
    }

    private static Map<String, String> cutShort(Genuine genuine) {
        String token = genuine.token();
        String signature = genuine.parts()[2];
        Map<String, String> forged = new LinkedHashMap<>();
        for (int cut : new int[] {1, signature.length() / 2, signature.length() - 1}) {
            forged.put(
                    "whose signature lacks its last " + cut + " characters", token.substring(0, token.length() - cut));
        }
        return forged;
    }

    private static Map<String, String> algNone(Genuine genuine) {
        Map<String, String> forged = new LinkedHashMap<>();
        for (String none : List.of("none", "None", "NONE")) {
            Draft draft = genuine.draft();
            draft.header().put("alg", none);
            forged.put("whose alg is " + none, draft.unsigned());
        }
        return forged;
    }

    private static Map<String, String> otherClaims(Genuine genuine) {
        Draft otherUser = genuine.draft();
        ((ObjectNode) otherUser.claims().get("client")).put("steamID", "76561198000000001");
        Draft shorter = genuine.draft();
        shorter.claims().put("exp", shorter.claims().get("exp").asLong() - 1);
        Draft more = genuine.draft();
        ((ObjectNode) more.claims().get("client")).put("clientId", "somebody-else");
        return Map.of(
                "whose claim client.steamID was changed after signing", withSignature(genuine, otherUser),
                "whose claim exp was changed after signing", withSignature(genuine, shorter),
                "to which client.clientId was added after signing", withSignature(genuine, more));
    }

    private static Map<String, String> otherHeader(Genuine genuine) {
        Draft typed = genuine.draft();
        String signature = genuine.parts()[2];
        typed.header().put("typ", "JWT");
        Draft other = genuine.draft();
        other.header().put("alg", "HS512");
        return Map.of(
                "to whose header typ was added after signing", typed.unsigned() + signature,
                "whose header says HS512 since it was signed", other.unsigned() + signature);
    }

    /** The signature of a genuine token under something else. */
    private static String withSignature(Genuine genuine, Draft draft) {
        return draft.unsigned() + genuine.parts()[2];
    }

    private static Map<String, String> expired(Genuine genuine) {
        Instant now = Instant.now();
        return Map.of(
                "that expired an hour ago",
                genuine.issued(now.minus(Duration.ofHours(25))).signed(genuine.secret()),
                "that expired five minutes ago",
                genuine.living(now.minus(Duration.ofHours(1)), Duration.ofMinutes(55))
                        .signed(genuine.secret()));
    }

    private static Map<String, String> noJwt(Genuine genuine) {
        String[] parts = genuine.parts();
        return Map.of(
                "of two parts", parts[0] + "." + parts[1],
                "of five parts", genuine.token() + "." + parts[1] + "." + parts[2],
                "of one part", parts[0],
                "of three empty parts", "..",
                "whose claims are no Base64", parts[0] + ".{}." + parts[2],
                "whose header is no JSON", "bm90aGluZw." + parts[1] + "." + parts[2]);
    }
}
