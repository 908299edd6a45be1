package io.github.assetpaysim.simulator.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.support.Page;
import io.github.assetpaysim.simulator.support.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedFileTest {
    @TempDir
    Path directory;

    private Settings settings(String content) throws IOException {
        return Settings.STANDARD.with(Settings.SEED_FILE, Files.writeString(directory.resolve("world.json"), content));
    }

    private static String example() {
        return Page.of("docs/seed-file.md").blocks("json").get(0);
    }

    @Test
    void the_documented_example_makes_the_world_it_describes() throws IOException {
        JsonNode example = StrictJson.readObject(example().getBytes(UTF_8)).node();
        try (Simulator simulator = Simulator.start(settings(example()))) {
            TestClient client = new TestClient(simulator);

            JsonNode shop = client.get("/_sim/merchants/shop-1").json();
            assertThat(shop.required("callbackUrl")).isEqualTo(example.at("/merchants/0/callbackUrl"));
            assertThat(shop.required("clock").textValue()).isEqualTo("paced");
            assertThat(shop.at("/steam/outcome").textValue()).isEqualTo("accept-at-once");
            assertThat(client.get("/_sim/merchants/shop-1/prices").json().toString())
                    .isEqualTo("{\"offers\":[{\"marketHashName\":\"Cloth\",\"game\":\"252490\",\"price\":null}]}");
            assertThat(client.get("/_sim/merchants/default/prices")
                            .json()
                            .at("/offers/0/price")
                            .toString())
                    .isEqualTo("12.34");
            assertThat(profile(client, "shop-1", "76561198000000002").toString())
                    .isEqualTo("{\"inventory\":[{\"marketHashName\":\"★ Karambit | Doppler (Factory New)\","
                            + "\"game\":\"730\",\"amount\":1,\"tradable\":true},{\"marketHashName\":\"Cloth\","
                            + "\"game\":\"252490\",\"amount\":20,\"tradable\":true}],\"account\":\"ordinary\","
                            + "\"collateral\":{\"provider\":40,\"merchant\":10},\"pricesMove\":false}");
            assertThat(profile(client, "shop-1", "76561198000000003")
                            .required("outcome")
                            .textValue())
                    .isEqualTo("decline");
            String token =
                    client.token(StrictJson.MAPPER.createObjectNode().put("apiKey", "ap_shop1"), "76561198000000002");
            JsonNode rust = client.get("/client/inventory?game=252490", "Authorization", token)
                    .data()
                    .required("inventory");
            assertThat(rust)
                    .singleElement()
                    .satisfies(cloth -> assertThat(cloth.required("accepted").booleanValue())
                            .isFalse());
        }
    }

    private static JsonNode profile(TestClient client, String merchant, String steamId) {
        return client.get("/_sim/merchants/" + merchant + "/users/" + steamId)
                .json()
                .required("profile");
    }

    @Test
    void what_the_file_says_is_what_users_and_the_default_merchant_are_put_back_to() throws IOException {
        String user = "76561199000000002";
        String world = "{\"default\":{\"users\":{\"" + user + "\":{\"outcome\":\"revert\"}},"
                + "\"prices\":[{\"marketHashName\":\"Cloth\",\"game\":\"252490\",\"price\":7}]}}";
        try (Simulator simulator = Simulator.start(settings(world))) {
            TestClient client = new TestClient(simulator);
            JsonNode start = profile(client, "default", user);
            String path = "/_sim/merchants/default/users/" + user;

            client.put(path, "{\"account\":\"unreachable\"}");
            assertThat(profile(client, "default", user)).isNotEqualTo(start);
            client.send("DELETE", path, null);
            assertThat(profile(client, "default", user)).isEqualTo(start);

            client.put(path, "{\"account\":\"unreachable\"}");
            assertThat(profile(client, "default", user)).isNotEqualTo(start);
            client.post(
                    "/_sim/merchants/default/prices",
                    "{\"offers\":[{\"marketHashName\":\"Wood\",\"game\":\"252490\",\"price\":1}]}");
            client.send("DELETE", "/_sim/merchants/default", null);
            assertThat(profile(client, "default", user)).isEqualTo(start);
            assertThat(client.get("/_sim/merchants/default/prices").json().toString())
                    .isEqualTo("{\"offers\":[{\"marketHashName\":\"Cloth\",\"game\":\"252490\",\"price\":7}]}");
            assertThat(start.required("outcome").textValue()).isEqualTo("revert");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                                      | the file is not well-formed JSON",
                "[]                                     | the file must be a JSON object",
                "``                                     | the file is empty",
                "{'merchant':[]}                        | unknown member 'merchant'; known are default, merchants",
                "{'merchants':{}}                       | merchants must be an array of objects",
                "{'merchants':[{},7]}                   | merchants[1] must be an object",
                "{'default':{'apiKey':'x'}}             | unknown member 'default.apiKey'; known are prices, users",
                "{'merchants':[{},{'callbackURL':'x'}]} | merchants[1]: unknown setting 'callbackURL'",
                "{'merchants':[{'clock':'slow'}]}       | merchants[0]: clock: 'slow' is not allowed",
                "{'merchants':[{'users':[]}]}           | merchants[0].users must be an object",
                "{'merchants':[{'users':{'7':{}}}]}     | merchants[0].users.7 must be the profile of a user, under a SteamID64",
                "{'merchants':[{'users':{'76561198000000002':null}}]} | merchants[0].users.76561198000000002 must be the profile",
                "{'merchants':[{'users':{'76561198000000002':{'account':'x'}}}]} | merchants[0].users.76561198000000002.account must be one of",
                "{'default':{'prices':[{'marketHashName':'Clot','game':'252490','price':1}]}} | default.prices[0].marketHashName must be a name in the catalogue of game 252490 (did you mean 'Cloth'?)",
                "{'default':{'prices':{}}}              | default.prices must be an array",
                "{'merchants':[{'merchantId':'a'},{'merchantId':'a'}]} | merchants[1]: merchantId 'a' belongs to another merchant",
                "{'default':{},'default':{}}            | the file is not well-formed JSON: the member 'default' is given twice",
            })
    void a_file_that_breaks_a_rule_is_refused_with_its_name_and_the_place(String content, String message)
            throws IOException {
        Settings settings = settings(content.replace('\'', '"'));

        assertThatThrownBy(() -> Simulator.start(settings).close())
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith(directory.resolve("world.json") + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void a_file_that_is_not_there_is_refused() {
        Path missing = directory.resolve("missing.json");

        assertThatThrownBy(() -> Simulator.start(Settings.STANDARD.with(Settings.SEED_FILE, missing))
                        .close())
                .isInstanceOf(InvalidSetting.class)
                .hasMessage("there is no file " + missing);
    }
}
