package io.github.assetpaysim.simulator.dialect.co.hint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearNameTest {
    @ParameterizedTest(name = "{1} for {0}: {2}")
    @CsvSource({
        "clientSteamId, clientSteamID, true",
        "clientSteamId, client_steam_id, true",
        "clientSteamId, steamId, true",
        "clientSteamId, steamid, true",
        "clientSteamId, cleintSteamId, true",
        "clientSteamId, clientTradeUrl, false",
        "clientSteamId, id, false",
        "clientTradeUrl, tradeUrl, true",
        "clientTradeUrl, clientTradeURL, true",
        "clientTradeUrl, tradeLink, false",
        "items, item, true",
        "items, Items, true",
        "items, itemIds, false",
        "itemId, id, true",
        "itemId, assetid, true",
        "itemId, item_id, true",
        "itemId, price, false",
        "reference, ref, true",
        "reference, refrence, true",
        "price, pirce, false",
        "price, Price, true",
        "price, prices, true",
        "price, x, false",
        "price, '', false"
    })
    void a_name_is_near_when_a_person_would_take_it_for_the_other(String wanted, String given, boolean near) {
        assertThat(NearName.of(wanted, List.of(given), List.of(wanted)).isPresent())
                .isEqualTo(near);
    }
}
