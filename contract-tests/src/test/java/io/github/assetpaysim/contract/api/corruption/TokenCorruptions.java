package io.github.assetpaysim.contract.api.corruption;

import static io.github.assetpaysim.contract.api.corruption.Corruption.of;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.AUTHENTICATE;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.MARKET;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.answering;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.answers;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.refused;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.api.corruption.CorruptingProxy.Merchant;
import io.github.assetpaysim.contract.api.corruption.Message.Answer;
import io.github.assetpaysim.contract.signing.HmacSha256;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** What is wrong with client tokens, those given and those taken. */
final class TokenCorruptions {
    private static final int FORGERIES = 14;
    /** Whoever does not look at the signature cannot tell these apart. */
    private static final Map<Integer, String> CONSEQUENCES = Map.of(5, "FORGE-07", 6, "FORGE-01");

    private static final String SOMEBODY = "76561198000000555";

    private TokenCorruptions() {}

    static List<Corruption> all() {
        List<Corruption> all = new ArrayList<>(given());
        all.addAll(taken());
        for (int i = 1; i <= FORGERIES; i++) {
            int number = i;
            String id = "FORGE-" + (number < 10 ? "0" : "") + number;
            Corruption accepts = of(
                    "accepts-" + id,
                    "It accepts the forged tokens that " + id + " is about.",
                    id,
                    accepting(Set.of(number)));
            all.add(CONSEQUENCES.containsKey(number) ? accepts.mayViolate(CONSEQUENCES.get(number)) : accepts);
        }
        all.add(of(
                        "signature-not-checked",
                        "No signature of a token is checked.",
                        "FORGE-01",
                        accepting(Set.of(1, 2, 3, 6, 7)))
                .andBy("FORGE-02", "FORGE-03", "FORGE-06", "FORGE-07"));
        all.add(of("forgery-is-forbidden", "Forged tokens are refused with HTTP 403.", "FORGE-01", answers(turn -> {
                    Answer answer = turn.pass();
                    return answer.code() == 1002 && turn.ask().header("Authorization") != null
                            ? refused(answer, 1003)
                            : answer;
                }))
                .mayViolate("forgery", "TOK-12"));
        return all;
    }

    /** Those that are wrong in what they say, and are taken for right ones all the same. */
    private static List<Corruption> given() {
        return List.of(
                of(
                        "header-with-typ",
                        "The header of tokens has typ as well.",
                        "TOK-01",
                        reissued((token, merchant) -> sign(token, merchant, header -> header.put("typ", "JWT")))),
                of(
                                "header-without-user-id",
                                "The header of tokens has no userId.",
                                "TOK-01",
                                reissued((token, merchant) -> sign(token, merchant, header -> header.remove("userId"))))
                        .mayViolate("TOK-03"),
                of(
                                "header-says-hs512",
                                "The header of tokens says HS512.",
                                "TOK-01",
                                reissued((token, merchant) ->
                                        sign(token, merchant, header -> header.put("alg", "HS512"))))
                        .mayViolate("TOK-05"),
                of(
                        "claims-spelled-as-request",
                        "The claim client has clientSteamId.",
                        "TOK-02",
                        reissued(claims(claims -> {
                            ObjectNode client = (ObjectNode) claims.path("client");
                            client.set("clientSteamId", client.remove("steamID"));
                        }))),
                of(
                                "claims-without-merchant",
                                "There is no claim merchantId.",
                                "TOK-02",
                                reissued(claims(claims -> claims.remove("merchantId"))))
                        .mayViolate("TOK-03"),
                of(
                                "claims-without-iat",
                                "There is no claim iat.",
                                "TOK-02",
                                reissued(claims(claims -> claims.remove("iat"))))
                        .mayViolate("TOK-04"),
                of(
                        "claims-of-another-merchant",
                        "The claim merchantId is another one's.",
                        "TOK-03",
                        reissued(claims(claims -> claims.put("merchantId", "somebody-else")))),
                of(
                        "token-for-an-hour",
                        "A token expires an hour after it was issued.",
                        "TOK-04",
                        reissued(claims(
                                claims -> claims.put("exp", claims.path("iat").asLong() + 3600)))),
                of(
                        "token-for-a-week",
                        "A token expires a week after it was issued.",
                        "TOK-04",
                        reissued(claims(
                                claims -> claims.put("exp", claims.path("iat").asLong() + 7 * 86400)))),
                of(
                                "token-in-milliseconds",
                                "The instants of a token are in milliseconds.",
                                "TOK-04",
                                reissued(claims(claims -> claims.put(
                                                "exp", claims.path("exp").asLong() * 1000)
                                        .put("iat", claims.path("iat").asLong() * 1000))))
                        .mayViolate("TOK-02"),
                of(
                        "token-signed-with-the-key",
                        "Tokens are signed with the API key.",
                        "TOK-05",
                        reissued((token, merchant) -> Token.sign(token.header(), token.claims(), merchant.apiKey()))),
                of(
                        "token-signature-in-hex",
                        "The signature of tokens is written in hexadecimal digits.",
                        "TOK-05",
                        reissued((token, merchant) -> token.signed() + "."
                                + HexFormat.of()
                                        .formatHex(HmacSha256.of(
                                                token.signed().getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                                                merchant.apiSecret())))),
                of(
                        "claims-without-client-data",
                        "What was given as clientData is not in the token.",
                        "TOK-06",
                        reissued(claims(claims -> ((ObjectNode) claims.path("client")).remove("clientData")))),
                of(
                        "claims-with-null",
                        "clientId is null in a token that was asked for without.",
                        "TOK-06",
                        reissued(claims(claims -> {
                            ObjectNode client = (ObjectNode) claims.path("client");
                            if (!client.has("clientId")) {
                                client.putNull("clientId");
                            }
                        }))));
    }

    private static List<Corruption> taken() {
        return List.of(
                of("own-token-refused", "A token that the merchant signed itself is refused.", "TOK-07", () -> {
                            Set<String> given = ConcurrentHashMap.newKeySet();
                            return answering(turn -> {
                                Answer answer = turn.pass();
                                if (turn.is(AUTHENTICATE)) {
                                    given.add(answer.json().at("/data/token").asText());
                                }
                                return turn.isClients() && answer.code() != 1002 && !given.contains(bare(turn))
                                        ? refused(answer, 1002)
                                        : answer;
                            });
                        })
                        .mayViolate("TOK-08", "TOK-09", "INV-23"),
                of("scheme-word-needed", "A token is accepted after Bearer alone.", "TOK-08", answers(turn -> {
                            Answer answer = turn.pass();
                            String sent = turn.ask().header("Authorization");
                            return turn.isClients() && sent != null && !sent.startsWith("Bearer ")
                                    ? refused(answer, 1002)
                                    : answer;
                        }))
                        .mayViolate("TOK-07", "CORS-02", "INV-04", "envelope"),
                of("bearer-refused", "A token is refused after Bearer.", "TOK-09", answers(turn -> {
                    Answer answer = turn.pass();
                    String sent = turn.ask().header("Authorization");
                    return sent != null && sent.startsWith("Bearer ") ? refused(answer, 1002) : answer;
                })),
                of("no-token-is-a-missing-key", "Without a token the code is 1400.", "TOK-10", answers(turn -> {
                    Answer answer = turn.pass();
                    return turn.ask().header("Authorization") == null && answer.code() == 1002
                            ? refused(answer, 1400)
                            : answer;
                })),
                of(
                                "no-token-is-forbidden",
                                "Without a token the answer is HTTP 403, code 1003.",
                                "TOK-10",
                                answers(turn -> {
                                    Answer answer = turn.pass();
                                    return turn.ask().header("Authorization") == null && answer.code() == 1002
                                            ? refused(answer, 1003)
                                            : answer;
                                }))
                        .andBy("TOK-11")
                        .mayViolate("TOK-12"),
                of("market-without-token", "The market is open to everybody.", "TOK-11", withoutToken(MARKET))
                        .mayViolate("TOK-10", "TOK-12", "forgery"),
                of("key-as-token", "An API key is as good as a token.", "TOK-12", answers(turn -> {
                    Answer answer = turn.pass();
                    String sent = turn.ask().header("Authorization");
                    String key = turn.ask().header("api-key");
                    return answer.code() == 1002
                                    && turn.isClients()
                                    && (key != null || sent != null && sent.contains("ap_"))
                            ? turn.send(turn.ask()
                                    .withHeader(
                                            "Authorization",
                                            Token.of(turn.proxy().merchants().get(0), SOMEBODY)))
                            : answer;
                })));
    }

    private static String bare(Turn turn) {
        String sent = turn.ask().header("Authorization");
        return sent == null ? "" : sent.replaceFirst("^Bearer ", "");
    }

    private static Supplier<Wrong> withoutToken(String path) {
        return answers(path, turn -> {
            Answer answer = turn.pass();
            return answer.code() == 1002 && turn.ask().header("Authorization") == null
                    ? turn.send(turn.ask()
                            .withHeader(
                                    "Authorization",
                                    Token.of(turn.proxy().merchants().get(0), SOMEBODY)))
                    : answer;
        });
    }

    private interface Reissue {
        String of(Token token, Merchant merchant);
    }

    /** Gives another token, and takes it for the one that the simulator gave. */
    private static Supplier<Wrong> reissued(Reissue reissue) {
        return () -> {
            Map<String, String> originals = new ConcurrentHashMap<>();
            return answering(turn -> {
                if (!turn.is(AUTHENTICATE)) {
                    String original = originals.get(bare(turn));
                    return original == null ? turn.pass() : turn.send(turn.ask().withHeader("Authorization", original));
                }
                Answer answer = turn.pass();
                String given = answer.json().at("/data/token").asText();
                Token token = Token.read(given);
                if (token == null) {
                    return answer;
                }
                Merchant merchant = turn.proxy().merchants().stream()
                        .filter(each -> each.merchantId()
                                .equals(token.header().path("userId").asText()))
                        .findFirst()
                        .orElseThrow();
                String other = reissue.of(token, merchant);
                originals.put(other, given);
                return answer.withData(Json.object().put("token", other));
            });
        };
    }

    private static String sign(Token token, Merchant merchant, Function<ObjectNode, JsonNode> change) {
        change.apply(token.header());
        return Token.sign(token.header(), token.claims(), merchant.apiSecret());
    }

    private static Reissue claims(java.util.function.Consumer<ObjectNode> change) {
        return (token, merchant) -> {
            change.accept(token.claims());
            return Token.sign(token.header(), token.claims(), merchant.apiSecret());
        };
    }

    /** Accepts tokens that are forged in one of these ways. */
    private static Supplier<Wrong> accepting(Set<Integer> forgeries) {
        return answers(turn -> {
            Answer answer = turn.pass();
            if (answer.code() != 1002 || turn.ask().header("Authorization") == null) {
                return answer;
            }
            Token token = Token.read(bare(turn));
            List<Merchant> merchants = turn.proxy().merchants();
            int forgery = token == null ? FORGERIES : token.forgery(merchants);
            return forgeries.contains(forgery) && !bare(turn).startsWith("ap_")
                    ? turn.send(turn.ask().withHeader("Authorization", Token.of(merchants.get(0), SOMEBODY)))
                    : answer;
        });
    }
}
