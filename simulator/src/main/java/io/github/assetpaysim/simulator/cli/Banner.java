package io.github.assetpaysim.simulator.cli;

import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.Version;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.merchant.ClientToken;
import io.github.assetpaysim.simulator.merchant.Credentials;
import io.github.assetpaysim.simulator.merchant.EndUserClaims;
import io.github.assetpaysim.simulator.merchant.ItemQuery;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.time.Durations;
import java.time.Instant;
import java.util.Locale;

/** What {@code serve} prints: how to reach it, and commands that work when pasted in order. */
final class Banner {
    /** Nobody in particular: a test user would have to be looked up in a file, while somebody waits for READY. */
    private static final String STEAM_ID = "76561198012345678";

    private static final String TRADE_URL =
            "https://steamcommunity.com/tradeoffer/new/?partner=1039734273&token=SimUser1";

    private static final String ON_EVERY_ADDRESS = "\n  elsewhere     the same with a name or address of this machine";

    private Banner() {}

    static String text(Simulator simulator, Settings settings, Instant now) {
        Merchant merchant = simulator.defaultMerchant();
        MerchantSettings own = merchant.settings();
        Credentials credentials = merchant.credentials();
        String url = simulator.baseUrl().toString();
        String callbackUrl = own.text(MerchantSettings.CALLBACK_URL);
        EndUserClaims client = new EndUserClaims(STEAM_ID, TRADE_URL, null, null);
        String token = ClientToken.issue(credentials, client, now, own.get(MerchantSettings.TOKEN_TTL));
        Item item = merchant
                .users()
                .inventory(client, new ItemQuery(Game.CS2, false, null, null, null, null, 1, ItemQuery.ALL))
                .items()
                .stream()
                .filter(each -> each.accepted() && each.tradable())
                .findFirst()
                .orElseThrow();
        String auth = settings.get(Settings.CONTROL_TOKEN) == null
                ? ""
                : " -H " + quoted("Authorization: Bearer " + settings.get(Settings.CONTROL_TOKEN));
        String control = settings.controlIsOn() ? url + "/_sim" + page(settings, url) : whyControlIsOff(settings);
        String last = settings.controlIsOn()
                ? "curl -s" + auth + " '" + url + "/_sim/merchants/default/callbacks'"
                : "# needs the control API, which is off";
        String form = """
                AssetPay simulator %s

                  base URL      %s%s
                  API key       %s
                  API secret    %s
                  merchant id   %s
                  callback URL  %s
                  clock         %s%s
                  seed          %d
                  control API   %s

                Four steps to paste in order:

                # 1. authenticate a client
                curl -s -X POST '%2$s/auth/authenticate-client' -H %s -H 'Content-Type: application/json' -d '{"clientSteamId":"%s","clientTradeUrl":"%s"}'

                # 2. fetch the inventory, with a token as step 1 returns it
                curl -s '%2$s/client/inventory?game=730&perPage=5' -H 'Authorization: %s'

                # 3. start a deposit
                curl -s -X POST '%2$s/client/trading/deposit' -H 'Authorization: %15$s' -H 'Content-Type: application/json' -d '{"items":[{"itemId":"%s","offer":{"price":%s,"reference":"%s"}}],"game":"730","externalId":"order-1"}'

                # 4. see the callbacks it caused
                %s

                READY %2$s
                """;
        return String.format(
                Locale.ROOT,
                form,
                Version.VALUE,
                url,
                settings.everyAddress() ? ON_EVERY_ADDRESS : "",
                credentials.apiKey(),
                credentials.apiSecret(),
                credentials.merchantId(),
                callbackUrl == null ? "none; set --callback-url to receive callbacks" : callbackUrl,
                own.text(MerchantSettings.CLOCK),
                clockNote(own),
                own.get(MerchantSettings.SEED),
                control,
                quoted("api-key: " + credentials.apiKey()),
                STEAM_ID,
                TRADE_URL,
                token,
                item.id(),
                item.offer().price(),
                item.offer().reference(),
                last);
    }

    private static String page(Settings settings, String url) {
        return settings.hasPage() ? "\n  page          " + url + "/" : "";
    }

    private static String whyControlIsOff(Settings settings) {
        return settings.hasControl()
                ? "off; start with --control-token to use it beyond this machine"
                : "off, as --no-control says";
    }

    /** As one word of a POSIX shell. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String clockNote(MerchantSettings own) {
        return switch (own.get(MerchantSettings.CLOCK)) {
            case FROZEN -> ", moves only by POST /_sim/merchants/default/clock/advance";
            case PACED -> ", no wait is longer than " + Durations.spoken(own.get(MerchantSettings.PACE));
            case LIVE -> ", real durations";
        };
    }
}
