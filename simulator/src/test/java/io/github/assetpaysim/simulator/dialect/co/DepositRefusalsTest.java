package io.github.assetpaysim.simulator.dialect.co;

import static io.github.assetpaysim.simulator.support.TestClient.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.Rows;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each refusal a deposit can meet, from a situation that the control API describes. */
class DepositRefusalsTest {
    private static final String USER = "76561198012345678";
    private static final String STOCK = """
            'inventory':[{'marketHashName':'AK-47 | Redline (Field-Tested)'},
            {'marketHashName':'AK-47 | Safari Mesh (Battle-Scarred)'},
            {'marketHashName':'AK-47 | Redline (Well-Worn)','tradable':false},
            {'marketHashName':'AK-47 | Redline (Minimal Wear)'},
            {'marketHashName':'Cloth','game':'252490','amount':30}]""";

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private final TestClient client = RUNNING.client();

    /** The names in a body stand for the items of the stock; {@code account} and the like are put over it. */
    private static String body(String lines, Map<String, JsonNode> items) {
        String body = lines;
        for (Map.Entry<String, JsonNode> item : items.entrySet()) {
            body = body.replace(
                    "<" + item.getKey() + ">", "'itemId':" + item.getValue().required("id"));
        }
        String good = items.get("good").at("/offer/reference").textValue();
        return body.replace("<ref>", good).replace('\'', '"');
    }

    private Map<String, JsonNode> stock(String token) {
        Map<String, JsonNode> byName = new HashMap<>();
        for (String game : List.of("730", "252490")) {
            Rows.elements(client.get("/client/inventory?perPage=-1&game=" + game, "Authorization", token)
                            .data()
                            .required("inventory"))
                    .forEach(item -> byName.put(item.required("marketHashName").textValue(), item));
        }
        return Map.of(
                "good", byName.get("AK-47 | Redline (Field-Tested)"),
                "untaken", byName.get("AK-47 | Safari Mesh (Battle-Scarred)"),
                "locked", byName.get("AK-47 | Redline (Well-Worn)"),
                "other", byName.get("AK-47 | Redline (Minimal Wear)"),
                "cloth", byName.get("Cloth"));
    }

    /**
     * The situation: {@code used} for an externalId that exists, {@code full} for as many open deposits as allowed, {@code moved}
     * for a price that moved after it was read, else members of the user's profile. Every row makes the mistakes of later rows
     * too where it can, so that the order is tested as well.
     */
    @ParameterizedTest(name = "{2} {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            account=unreachable used | {'items':7}                                                  | 400 | 1001
            account=unreachable used | {'items':[],'externalId':'used'}                             | 400 | 2
            account=unreachable used | {'items':[{'itemId':'nothing'}],'externalId':'used'}         | 400 | 14
            account=cannot-trade used full | {'items':[{'itemId':'nothing'}],'externalId':'used'}   | 409 | 1
            account=cannot-trade inventory=private full | {'items':[{'itemId':'nothing'}]}          | 429 | 6
            account=cannot-trade inventory=private | {'items':[{'itemId':'nothing'}]}               | 400 | 7
            inventory=private        | {'items':[{'itemId':'nothing'},{<untaken>}]}                 | 500 | 3
            inventory=unavailable    | {'items':[{<untaken>}]}                                      | 500 | 3
            inventory=empty          | {'items':[{<good>}]}                                         | 400 | 9
            inventory=only-rust      | {'items':[{<good>}]}                                         | 400 | 9
                                     | {'items':[{<untaken>},{<locked>}]}                           | 400 | 9
                                     | {'items':[{<good>,'amount':2},{<untaken>}]}                  | 400 | 10
            moved                    | {'items':[{<good>,'amount':2,'offer':{'price':10.75,'reference':'<ref>'}}]} | 400 | 19
                                     | {'items':[{<cloth>,'amount':21,'offer':{'price':1,'reference':'x'}}],'game':'252490'} | 400 | 20
            moved                    | {'items':[{<good>,'offer':{'price':10.75,'reference':'<ref>'}},{<other>,'offer':{'price':10.75,'reference':'<ref>'}}]} | 400 | 4
            moved                    | {'items':[{<good>,'offer':{'price':10.75,'reference':'<ref>'}}]} | 409 | 11
            """)
    void a_deposit_is_refused_with_the_first_reason_and_claims_nothing(
            String initial, String lines, int status, int code) {
        JsonNode merchant = client.merchant("{\"assumptions\":{\"openDepositLimit\":1}}");
        String path = path(merchant);
        String user = path + "/users/" + USER;
        String token = client.token(merchant, USER);
        put(user, "{" + STOCK + "}");
        Map<String, JsonNode> items = stock(token);
        String told = initial == null ? "" : initial;
        if (told.contains("used") || told.contains("full")) {
            JsonNode trade = client.deposit(token, items.get("other"), ",\"externalId\":\"used\"")
                    .data();
            if (!told.contains("full")) {
                client.post(
                        path + "/trades/" + trade.required("id").textValue() + "/events", "{\"event\":\"complete\"}");
            }
        }
        if (told.contains("moved")) {
            client.post(
                    path + "/prices",
                    "{\"offers\":[{\"marketHashName\":\"AK-47 | Redline (Field-Tested)\",\"price\":10.76}]}");
        }
        put(user, "{" + profile(told) + "}");
        JsonNode before = client.get(user).json();

        Answer answer = client.post("/client/trading/deposit", body(lines, items), "Authorization", token);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().at("/error/code").intValue()).isEqualTo(code);
        assertThat(answer.json().at("/error/message").textValue()).isNotBlank();
        assertThat(client.get(user).json()).isEqualTo(before);
    }

    private static String profile(String initial) {
        StringBuilder members = new StringBuilder(initial.contains("inventory=") ? "" : STOCK);
        for (String word : initial.split(" ")) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                members.append(members.length() == 0 ? "" : ",")
                        .append("'" + word.substring(0, equals) + "':'" + word.substring(equals + 1) + "'");
            }
        }
        return members.toString();
    }

    private void put(String path, String profile) {
        Answer answer = client.put(path, profile.replace('\'', '"'));
        assertThat(answer.status()).isEqualTo(200);
    }
}
