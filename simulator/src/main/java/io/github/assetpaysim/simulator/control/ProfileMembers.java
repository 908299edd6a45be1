package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.catalog.CatalogItem;
import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.catalog.Profile;
import io.github.assetpaysim.simulator.catalog.SteamOutcome;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.money.Collateral;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.text.Words;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A user's profile as members of a JSON object: read from requests and files, written into answers. */
final class ProfileMembers {
    private static final int MOST_ITEMS = 1000;
    private static final int MOST_COPIES = 10_000;
    private static final Setting<SteamOutcome> OUTCOME = word("outcome", "", EnumSet.allOf(SteamOutcome.class));
    private static final Setting<Profile.Contents> INVENTORY = word(
                    "inventory", ", or an array of items", EnumSet.complementOf(EnumSet.of(Profile.Contents.LISTED)))
            .defaultsTo(Profile.Contents.ORDINARY);
    private static final Setting<Profile.Account> ACCOUNT =
            word("account", "", EnumSet.allOf(Profile.Account.class)).defaultsTo(Profile.Account.ORDINARY);

    private ProfileMembers() {}

    /** @param inventory a word, or the items */
    record View(String outcome, Object inventory, String account, Collateral collateral, boolean pricesMove) {}

    private record Owned(String marketHashName, String game, int amount, boolean tradable) {}

    static View view(Profile profile) {
        return new View(
                profile.outcome() == null ? null : Words.of(profile.outcome()),
                profile.contents() == Profile.Contents.LISTED
                        ? profile.listed().stream().map(ProfileMembers::owned).toList()
                        : Words.of(profile.contents()),
                Words.of(profile.account()),
                profile.collateral(),
                profile.pricesMove());
    }

    private static Owned owned(Profile.Possession possession) {
        CatalogItem kind = possession.kind();
        return new Owned(kind.marketHashName(), kind.game().appId(), possession.amount(), possession.tradable());
    }

    /** A whole profile; what a member does not say is as with any ordinary user. */
    static Profile read(Fields body, Catalogue catalogue) {
        body.refuseUnknown(Set.of("outcome", "inventory", "account", "collateral", "pricesMove"));
        boolean listed = body.has("inventory") && body.node().get("inventory").isArray();
        return new Profile(
                body.read(OUTCOME),
                listed ? Profile.Contents.LISTED : body.read(INVENTORY),
                listed ? possessions(body, catalogue) : List.of(),
                body.read(ACCOUNT),
                collateral(body.optionalObject("collateral")),
                body.flag("pricesMove", false));
    }

    private static <E extends Enum<E>> Setting<E> word(String name, String more, Set<E> values) {
        Map<String, E> words = new LinkedHashMap<>();
        values.forEach(value -> words.put(Words.of(value), value));
        return Setting.ofWords(
                name, "one of " + String.join(", ", words.keySet()) + more, "", List.copyOf(words.entrySet()));
    }

    private static List<Profile.Possession> possessions(Fields body, Catalogue catalogue) {
        List<Fields> items = body.objects("inventory", MOST_ITEMS);
        List<Profile.Possession> possessions = new ArrayList<>();
        for (Fields item : items) {
            item.refuseUnknown(Set.of("marketHashName", "game", "amount", "tradable"));
            CatalogItem kind = PriceMembers.kind(item, catalogue);
            int amount = item.integer("amount", 1, MOST_COPIES, 1);
            if (amount > 1 && !kind.stacks()) {
                throw item.wrong("amount", "1, because " + kind.marketHashName() + " does not stack (list it again)");
            }
            possessions.add(new Profile.Possession(kind, amount, item.flag("tradable", true)));
        }
        return possessions;
    }

    private static Collateral collateral(Fields parts) {
        Collateral ordinary = Profile.ORDINARY.collateral();
        if (parts == null) {
            return ordinary;
        }
        parts.refuseUnknown(Set.of("provider", "merchant"));
        return new Collateral(
                part(parts, "provider", ordinary.provider()), part(parts, "merchant", ordinary.merchant()));
    }

    private static Usd part(Fields parts, String name, Usd otherwise) {
        return parts.has(name) ? PriceMembers.amount(parts, name, Usd.ZERO) : otherwise;
    }
}
