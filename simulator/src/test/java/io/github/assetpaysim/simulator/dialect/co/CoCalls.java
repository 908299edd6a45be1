package io.github.assetpaysim.simulator.dialect.co;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls of the API, for a new merchant in each test. */
abstract class CoCalls {
    static final String USER = "76561198012345678";

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    final TestClient client = RUNNING.client();
    JsonNode merchant;

    @BeforeEach
    void a_merchant_of_its_own() {
        merchant = client.merchant("{}");
    }

    Answer deposit(String token, String body) {
        return client.post("/client/trading/deposit", quoted(body), "Authorization", token);
    }

    JsonNode inventory(String query) {
        return inventory(client.token(merchant, USER), query);
    }

    JsonNode inventory(String token, String query) {
        return client.get("/client/inventory?" + query, "Authorization", token).data();
    }

    String merchantId() {
        return merchant.required("merchantId").textValue();
    }

    String secret() {
        return merchant.required("apiSecret").textValue();
    }

    static String quoted(String json) {
        return json.replace('\'', '"');
    }

    static List<JsonNode> list(JsonNode array) {
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }

    static List<String> ids(JsonNode data) {
        return list(data.required("inventory")).stream()
                .map(item -> item.required("id").textValue())
                .toList();
    }

    static String signature(String content, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(content.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
