package io.github.assetpaysim.simulator.catalog;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.assetpaysim.fixtures.Fixtures;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.seed.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.StreamSupport;

/** All kinds of items, and what each Steam user owns of them. Files are read at first use. Thread-safe. */
public final class Catalogue {
    private static final int FEWEST_DEPOSITABLE = 30;
    private static final int MOST_STICKERS = 4;

    private final Map<Game, List<Kind>> kinds = new EnumMap<>(Game.class);

    /** The items that user owns, the same in every run. */
    public List<Item> ownedBy(String steamId, Game game) {
        List<Kind> all = kinds(game);
        List<Kind> accepted = all.stream().filter(Kind::accepted).toList();
        Seed seed = Seed.of(steamId).child(game.appId());
        SplittableRandom random = seed.random();
        int size = game == Game.CS2 ? 60 + random.nextInt(41) : 10 + random.nextInt(11);
        int sureToBeTaken = game == Game.CS2 ? FEWEST_DEPOSITABLE : 5;
        List<Item> owned = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            boolean sure = i < sureToBeTaken;
            List<Kind> from = sure ? accepted : all;
            Kind kind = from.get(random.nextInt(from.size()));
            owned.add(item(seed.uuid(i).toString(), kind, sure || random.nextInt(12) > 0, random));
        }
        Collections.sort(owned, (a, b) -> a.id().compareTo(b.id()));
        return List.copyOf(owned);
    }

    private Item item(String id, Kind kind, boolean tradable, SplittableRandom random) {
        int amount = kind.stackFrom() + random.nextInt(kind.stackTo() - kind.stackFrom() + 1);
        boolean wears = kind.exterior() != null;
        return new Item(
                id,
                kind,
                icon(kind.marketHashName()),
                wears ? wear(kind, random) : null,
                wears ? random.nextInt(1001) : null,
                wears && !kind.name().startsWith("★") ? stickers(random) : List.of(),
                amount,
                tradable,
                kind.accepted() ? Offer.of(id, kind.offerPrice(), kind.maxAmount()) : null);
    }

    private static String wear(Kind kind, SplittableRandom random) {
        double wear = kind.wearFrom() + random.nextDouble() * (kind.wearTo() - kind.wearFrom());
        return String.format(Locale.ROOT, "%.5f", wear);
    }

    private List<Sticker> stickers(SplittableRandom random) {
        List<Kind> all = kinds(Game.CS2).stream()
                .filter(kind -> kind.type().equals("Sticker"))
                .toList();
        int count = all.isEmpty() ? 0 : Math.max(0, random.nextInt(2 * MOST_STICKERS) - MOST_STICKERS);
        List<Sticker> stickers = new ArrayList<>(count);
        for (int slot = 0; slot < count; slot++) {
            String name = all.get(random.nextInt(all.size())).name();
            stickers.add(new Sticker(name, slot, random.nextInt(3) == 0 ? random.nextInt(100) / 100.0 : 0, icon(name)));
        }
        return List.copyOf(stickers);
    }

    /** Obviously made up: nobody shall mistake it for an image of Steam's. */
    private static String icon(String name) {
        StringBuilder icon = new StringBuilder("simulated-icon-");
        name.codePoints()
                .filter(Character::isLetterOrDigit)
                .filter(point -> point < 128)
                .forEach(point -> icon.appendCodePoint(Character.toLowerCase(point)));
        return icon.toString();
    }

    private synchronized List<Kind> kinds(Game game) {
        return kinds.computeIfAbsent(game, Catalogue::read);
    }

    private static List<Kind> read(Game game) {
        String file = "catalogue/" + game.catalogue();
        try {
            JsonNode entries = new ObjectMapper()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readTree(Fixtures.bytes(file));
            return StreamSupport.stream(entries.spliterator(), false)
                    .map(entry -> kind(game, entry))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read fixture file " + file, e);
        }
    }

    private static Kind kind(Game game, JsonNode entry) {
        return new Kind(
                game,
                entry.required("name").textValue(),
                entry.required("marketHashName").textValue(),
                entry.required("type").textValue(),
                entry.path("exterior").textValue(),
                entry.path("wear").path(0).doubleValue(),
                entry.path("wear").path(1).doubleValue(),
                entry.path("rarity").textValue(),
                entry.required("color").textValue(),
                Usd.of(entry.required("marketPrice").decimalValue()),
                entry.has("offerPrice") ? Usd.of(entry.get("offerPrice").decimalValue()) : null,
                entry.path("stack").path(0).asInt(1),
                entry.path("stack").path(1).asInt(1),
                entry.path("maxAmount").asInt(1));
    }
}
