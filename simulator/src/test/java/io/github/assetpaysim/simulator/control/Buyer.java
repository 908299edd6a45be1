package io.github.assetpaysim.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;

/** A user of a merchant who withdraws. */
record Buyer(TestClient client, JsonNode merchant, String token) {
    static Buyer of(TestClient client, JsonNode merchant) {
        return new Buyer(client, merchant, client.token(merchant, "76561198012345678"));
    }

    /** The cheapest listings of a game, one of each kind. */
    JsonNode listings(String game) {
        return client.get("/client/market?sort=price_asc&perPage=50&game=" + game, "Authorization", token)
                .data()
                .required("items");
    }

    /** Buys a listing at its price; {@code more} is further members such as {@code ,"externalId":"x"}. */
    Answer buy(JsonNode listing, String more) {
        return client.post(
                "/client/trading/withdraw",
                "{\"items\":[{\"itemId\":" + listing.required("id") + ",\"market\":" + listing.required("market")
                        + ",\"offer\":{\"price\":" + listing.at("/offer/price") + ",\"reference\":"
                        + listing.at("/offer/reference") + "}}],\"game\":\""
                        + listing.required("appid").asText() + "\"" + more + "}",
                "Authorization",
                token);
    }

    /** Buys the cheapest listing of a game and gives the trade. */
    JsonNode buy(String game) {
        Answer answer = buy(listings(game).get(0), "");
        if (answer.status() != 200) {
            throw new AssertionError(new String(answer.body()));
        }
        return answer.data();
    }
}
