package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.catalog.CatalogItem;
import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.catalog.Profile;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.merchant.InitialState;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.merchant.Merchants;
import io.github.assetpaysim.simulator.merchant.Merchants.TakenCredential;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.SteamAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The world a simulator starts with, read from a file.
 *
 * @param start where the default merchant starts
 */
public record SeedFile(Path file, InitialState start, List<Seeded> merchants) {
    private static final Set<String> WORLD = Set.of("users", "prices");

    private record Seeded(MerchantSettings settings, InitialState start) {}

    /**
     * Reads a file.
     *
     * @param name of the setting that names the file
     * @throws InvalidSetting that names the file and the place in it
     */
    public static SeedFile read(String name, Path file, Catalogue catalogue) {
        try {
            return read(file, StrictJson.readObject(Files.readAllBytes(file), "the file"), catalogue);
        } catch (Refusal e) {
            throw InvalidSetting.sentence(name, file + ": " + e.getMessage());
        } catch (NoSuchFileException e) {
            throw InvalidSetting.sentence(name, "there is no file " + file);
        } catch (IOException e) {
            throw InvalidSetting.sentence(name, "cannot read " + file + " (" + e.getMessage() + ")");
        }
    }

    private static SeedFile read(Path file, Fields content, Catalogue catalogue) {
        content.refuseUnknown(Set.of("default", "merchants"));
        Fields own = content.optionalObject("default");
        if (own != null) {
            own.refuseUnknown(WORLD);
        }
        List<Seeded> merchants = new ArrayList<>();
        for (Fields merchant : content.has("merchants") ? content.objects("merchants") : List.<Fields>of()) {
            merchants.add(new Seeded(SettingMembers.create(merchant.without(WORLD)), initial(merchant, catalogue)));
        }
        return new SeedFile(file, own == null ? InitialState.ORDINARY : initial(own, catalogue), merchants);
    }

    private static InitialState initial(Fields merchant, Catalogue catalogue) {
        Map<String, Profile> users = new LinkedHashMap<>();
        Fields profiles = merchant.optionalObject("users");
        if (profiles != null) {
            for (String steamId : (Iterable<String>) profiles.node()::fieldNames) {
                Fields profile = profiles.optionalObject(steamId);
                if (!SteamAccount.isSteamId(steamId) || profile == null) {
                    throw profiles.wrong(steamId, "the profile of a user, under " + SteamAccount.STEAM_ID_FORM);
                }
                users.put(steamId, ProfileMembers.read(profile, catalogue));
            }
        }
        Map<CatalogItem, Optional<Usd>> prices =
                merchant.has("prices") ? PriceMembers.read(merchant, "prices", catalogue) : Map.of();
        return new InitialState(users, prices);
    }

    /**
     * Makes the merchants of the file, all but the default one.
     *
     * @param name of the setting that names the file
     * @throws InvalidSetting when one of them claims what another has
     */
    public void addTo(String name, Merchants all) {
        for (int i = 0; i < merchants.size(); i++) {
            try {
                all.create(merchants.get(i).settings(), merchants.get(i).start());
            } catch (TakenCredential e) {
                throw InvalidSetting.sentence(name, file + ": merchants[" + i + "]: " + e.getMessage());
            }
        }
    }
}
