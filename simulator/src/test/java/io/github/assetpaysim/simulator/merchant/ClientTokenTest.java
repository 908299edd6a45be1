package io.github.assetpaysim.simulator.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.callback.transport.Reply;
import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.dialect.co.CoDialect;
import io.github.assetpaysim.simulator.log.EventLog;
import io.github.assetpaysim.simulator.support.Rows;
import io.github.assetpaysim.simulator.support.VectorScript;
import io.github.assetpaysim.simulator.time.Scheduler;
import io.github.assetpaysim.simulator.trade.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientTokenTest {
    private static final String FILE = "vectors/client-tokens.json";
    private static final JsonNode PLAIN = Rows.of(FILE, "vectors").get(0);
    private static final Instant NOW = now(PLAIN);
    private static Scheduler scheduler;

    @BeforeAll
    static void startThreads() {
        scheduler = new Scheduler(error -> {});
    }

    @AfterAll
    static void endThreads() {
        scheduler.close();
    }

    static Stream<Arguments> vectors() {
        return arguments("vectors");
    }

    static Stream<Arguments> mustFail() {
        return arguments("mustFail");
    }

    private static Stream<Arguments> arguments(String list) {
        return Rows.of(FILE, list).stream()
                .map(vector -> Arguments.of(
                        vector.required("id").textValue(),
                        vector.required("why").textValue(),
                        vector));
    }

    private static Merchants merchants(String merchantId, String secret) {
        return new Merchants(
                MerchantSettings.STANDARD
                        .with(MerchantSettings.SEED, 1L)
                        .with(MerchantSettings.MERCHANT_ID, merchantId)
                        .with("apiSecret", secret),
                InitialState.ORDINARY,
                new Shared(
                        scheduler,
                        () -> NOW,
                        (to, request, transmission, timeout) -> new CompletableFuture<Reply>(),
                        new CoDialect("test"),
                        new Catalogue(),
                        EventLog.SILENT));
    }

    private static Merchants merchants(JsonNode vector) {
        return merchants(
                vector.required("merchantId").textValue(),
                vector.required("secret").textValue());
    }

    private static Instant now(JsonNode vector) {
        return Instant.ofEpochSecond(vector.required("now").longValue());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("vectors")
    void a_good_token_is_taken_and_tells_its_merchant_and_its_client(String id, String why, JsonNode vector) {
        Merchants merchants = merchants(vector);
        JsonNode claims = vector.required("claims");

        ClientToken.Bearer bearer =
                ClientToken.check(vector.required("token").textValue(), merchants::byMerchantId, now(vector));

        assertThat(bearer.merchant()).isSameAs(merchants.find(Merchants.DEFAULT).orElseThrow());
        assertThat(bearer.claims().steamId())
                .isEqualTo(claims.required("steamID").textValue());
        assertThat(bearer.claims().tradeUrl())
                .isEqualTo(claims.required("tradeUrl").textValue());
        assertThat(bearer.claims().clientId()).isEqualTo(claims.path("clientId").textValue());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("mustFail")
    void a_bad_token_is_refused(String id, String why, JsonNode vector) {
        assertRefused(vector.required("token").textValue(), merchants(vector), now(vector));
    }

    private void assertRefused(String header, Merchants merchants, Instant now) {
        assertThatThrownBy(() -> ClientToken.check(header, merchants::byMerchantId, now))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code())
                                .isIn(
                                        Refusal.Reason.INVALID_TOKEN,
                                        Refusal.Reason.EXPIRED_TOKEN,
                                        Refusal.Reason.MISSING_TOKEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp", "iat"})
    void a_claim_that_is_null_is_not_called_missing(String claim) {
        JsonNode vector = Rows.of(FILE, "mustFail").stream()
                .filter(each -> each.required("id").textValue().equals(claim + "-null"))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() ->
                        ClientToken.check(vector.required("token").textValue(), merchants(vector)::byMerchantId, NOW))
                .hasMessageContaining("claim " + claim + " is null; expected a JSON number, the seconds since 1970");
    }

    @Test
    void there_are_enough_vectors() {
        assertThat(vectors()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(mustFail()).hasSizeGreaterThanOrEqualTo(80);
    }

    @Test
    void the_vectors_are_what_their_script_writes() throws Exception {
        VectorScript.check("make-token-vectors.mjs");
    }

    @Test
    void an_issued_token_is_the_plain_vector_byte_for_byte() {
        String token = ClientToken.issue(
                new Credentials("m-0001", "ap_1", "sim-secret-1"),
                new EndUserClaims(
                        "76561198000000042",
                        "https://steamcommunity.com/tradeoffer/new/?partner=39734314&token=Zy9_xW-1",
                        null,
                        null),
                Instant.ofEpochSecond(1924992000),
                Duration.ofHours(24));

        assertThat(token)
                .isEqualTo(PLAIN.required("token").textValue())
                .isEqualTo("eyJhbGciOiJIUzI1NiIsInVzZXJJZCI6Im0tMDAwMSJ9.eyJtZXJjaGFudElkIjoibS0wMDAxIiwiY2xpZW50Ijp7"
                        + "InN0ZWFtSUQiOiI3NjU2MTE5ODAwMDAwMDA0MiIsInRyYWRlVXJsIjoiaHR0cHM6Ly9zdGVhbWNvbW11bml0eS5jb20"
                        + "vdHJhZGVvZmZlci9uZXcvP3BhcnRuZXI9Mzk3MzQzMTQmdG9rZW49Wnk5X3hXLTEifSwiaWF0IjoxOTI0OTkyMDAwLC"
                        + "JleHAiOjE5MjUwNzg0MDB9.kC48ee_vXOUhzojlwZ149K3axgxU8mnspPT7ieVS60E");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "geheim ★ 密钥 🔑", "a secret that is rather longer than sixty-four bytes, and so is hashed"})
    void an_issued_token_is_taken_until_its_life_is_over(String secret) {
        Merchants merchants = merchants("m-7", secret);
        Merchant merchant = merchants.byMerchantId("m-7").orElseThrow();
        EndUserClaims claims = new EndUserClaims(
                "76561198000000042",
                "https://steamcommunity.com/tradeoffer/new/?partner=1&token=abcdefgh",
                Map.of("vip", List.of(1, "★")),
                "Größe \"7\"");

        String token = ClientToken.issue(merchant.credentials(), claims, NOW, Duration.ofSeconds(90));

        assertThat(ClientToken.check(token, merchants::byMerchantId, NOW.plusSeconds(89))
                        .claims()
                        .clientId())
                .isEqualTo("Größe \"7\"");
        assertRefused(token, merchants, NOW.plusSeconds(90));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "bearer ", "BEARER ", "bEaReR ", "Bearer    ", "  Bearer ", "  "})
    void the_token_may_stand_behind_Bearer_in_any_case(String before) {
        Merchants merchants = merchants(PLAIN);
        String header = before + PLAIN.required("token").textValue() + " ";

        assertThat(ClientToken.check(header, merchants::byMerchantId, NOW).merchant())
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Basic ", "Bearer:", "Token ", "Bearer Bearer "})
    void no_other_scheme_word_is_taken(String before) {
        assertRefused(before + PLAIN.required("token").textValue(), merchants(PLAIN), NOW);
    }

    @Test
    void a_missing_header_and_one_without_a_token_are_refused() {
        Merchants merchants = merchants(PLAIN);

        assertRefused(null, merchants, NOW);
        assertRefused("Bearer", merchants, NOW);
        assertRefused("Bearer ", merchants, NOW);
    }

    @Test
    void a_token_that_was_taken_once_is_refused_when_the_secret_is_another_and_taken_when_it_is_back() {
        Merchants merchants = merchants(PLAIN);
        Merchant merchant = merchants.find(Merchants.DEFAULT).orElseThrow();
        String token = PLAIN.required("token").textValue();
        ClientToken.check(token, merchants::byMerchantId, NOW);

        merchant.change(settings -> settings.with("apiSecret", "sim-secret-2"));
        assertRefused(token, merchants, NOW);

        merchant.change(settings -> settings.with("apiSecret", "sim-secret-1"));
        assertThat(ClientToken.check(token, merchants::byMerchantId, NOW).merchant())
                .isSameAs(merchant);
    }

    @Test
    void a_token_that_was_taken_once_is_refused_when_its_merchant_is_gone() {
        Merchants merchants = merchants("m-other", "other");
        MerchantSettings settings = MerchantSettings.STANDARD
                .with(MerchantSettings.MERCHANT_ID, "m-0001")
                .with("apiSecret", "sim-secret-1");
        merchants.create(settings, InitialState.ORDINARY);
        String token = PLAIN.required("token").textValue();
        ClientToken.check(token, merchants::byMerchantId, NOW);

        merchants.delete("m-0001");
        assertRefused(token, merchants, NOW);

        Merchant again = merchants.create(settings, InitialState.ORDINARY);
        assertThat(ClientToken.check(token, merchants::byMerchantId, NOW).merchant())
                .isSameAs(again);
    }

    @Test
    void a_refusal_shows_neither_the_secret_nor_the_token() {
        for (JsonNode vector : Rows.of(FILE, "mustFail")) {
            String token = vector.required("token").textValue();
            assertThatThrownBy(() -> ClientToken.check(token, merchants(vector)::byMerchantId, now(vector)))
                    .extracting(Throwable::getMessage)
                    .asString()
                    .doesNotContain(vector.required("secret").textValue())
                    .doesNotContain(token.length() > 20 ? token.substring(0, 20) : "eyJ");
        }
    }
}
