package io.github.assetpaysim.contract.api.corruption;

import static io.github.assetpaysim.contract.api.corruption.Corruption.of;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.LISTINGS;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.SUGGESTIONS;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.answers;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.each;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.last;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.list;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.offer;
import static io.github.assetpaysim.contract.api.corruption.Wrongs.takes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.api.corruption.Message.Answer;
import java.util.List;

/** What is wrong with suggestions and with listings. */
final class ListingCorruptions {
    private ListingCorruptions() {}

    static List<Corruption> all() {
        return List.of(
                of(
                        "suggestions-of-something-else",
                        "Suggestions are those for another word.",
                        "MKT-15",
                        takes(SUGGESTIONS, ask -> ask.with("q", "glove"))),
                of(
                        "last-suggestion-does-not-match",
                        "The last suggestion does not match.",
                        "MKT-15",
                        last(
                                SUGGESTIONS,
                                each -> each.put("marketHashName", "Something else")
                                        .put("name", "Something else"))),
                of("suggestions-are-texts", "Suggestions are texts.", "MKT-15", list(SUGGESTIONS, list -> {
                    List<String> names = new java.util.ArrayList<>();
                    list.forEach(each -> names.add(each.path("marketHashName").asText()));
                    list.removeAll();
                    names.forEach(list::add);
                })),
                of("suggestions-in-an-object", "Suggestions are in an object.", "MKT-15", inObject(SUGGESTIONS)),
                of("listings-in-an-object", "Listings are in an object with a count.", "MKT-16", inObject(LISTINGS))
                        .mayViolate("market", "WDR-06"),
                of(
                                "listing-without-market",
                                "The last listing has no market.",
                                "MKT-16",
                                last(LISTINGS, each -> each.remove("market")))
                        .mayViolate("MKT-17"),
                of(
                                "listing-without-offer",
                                "The last listing has no offer.",
                                "MKT-16",
                                last(LISTINGS, each -> each.remove("offer")))
                        .mayViolate("MKT-17", "MKT-20"),
                of("listing-without-id", "Listings have no id.", "MKT-16", each(LISTINGS, each -> each.remove("id")))
                        .mayViolate("MKT-17", "MKT-18", "MKT-22"),
                of(
                        "listing-wear-as-number",
                        "wear is a number.",
                        "MKT-17",
                        each(LISTINGS, each -> each.put("wear", 0.25))),
                of(
                        "listing-charm-as-text",
                        "charm is a text.",
                        "MKT-17",
                        each(LISTINGS, each -> each.put("charm", "none"))),
                of(
                        "listing-paint-seed-as-text",
                        "paintSeed is a text.",
                        "MKT-17",
                        each(LISTINGS, each -> Wrongs.asText(each, "paintSeed"))),
                of(
                        "listing-sticker-without-array",
                        "stickers is an object.",
                        "MKT-17",
                        each(LISTINGS, each -> each.putObject("stickers"))),
                of(
                        "listing-of-another-kind",
                        "The last listing is of another kind.",
                        "MKT-18",
                        last(
                                LISTINGS,
                                each -> each.put("marketHashName", "AK-47 | Case Hardened (Well-Worn)")
                                        .put("name", "AK-47 | Case Hardened"))),
                of("no-listings-by-id", "By item id there are no listings.", "MKT-18", answers(LISTINGS, turn -> {
                            Answer answer = turn.pass();
                            String id = turn.ask().query("itemId");
                            return answer.isSuccess()
                                            && id != null
                                            && !id.contains(" ")
                                            && !Wrongs.list(answer.json())
                                                    .toString()
                                                    .contains("\"marketHashName\":\"" + id + "\"")
                                    ? answer.withData(Json.object().putArray("none"))
                                    : answer;
                        }))
                        .mayViolate("MKT-22"),
                of(
                        "listings-without-item-id",
                        "Without itemId there are no listings, and no refusal.",
                        "MKT-19",
                        answers(LISTINGS, turn -> {
                            Answer answer = turn.pass();
                            return turn.ask().query("itemId") == null && answer.code() == 1001
                                    ? Wrongs.success(Json.object().putArray("none"))
                                    : answer;
                        })),
                of(
                        "delivery-ignored",
                        "delivery is ignored.",
                        "MKT-20",
                        takes(
                                LISTINGS,
                                ask -> "auto".equals(ask.query("delivery")) ? ask.with("delivery", null) : ask)),
                of(
                                "delivery-auto-is-default",
                                "Without delivery listings are those delivered automatically.",
                                "MKT-20",
                                takes(
                                        LISTINGS,
                                        ask -> ask.query("delivery") == null ? ask.with("delivery", "auto") : ask))
                        .mayViolate("MKT-16", "MKT-18", "MKT-22"),
                of(
                        "last-listing-of-other-delivery",
                        "The last listing is delivered otherwise.",
                        "MKT-20",
                        last(
                                LISTINGS,
                                each -> offer(each)
                                        .put(
                                                "delivery",
                                                offer(each)
                                                                .path("delivery")
                                                                .asText()
                                                                .equals("auto")
                                                        ? "normal"
                                                        : "auto"))),
                of(
                        "any-delivery",
                        "A delivery that there is not is ignored.",
                        "MKT-21",
                        takes(
                                LISTINGS,
                                ask -> ask.query("delivery") == null
                                                || List.of("normal", "auto").contains(ask.query("delivery"))
                                        ? ask
                                        : ask.with("delivery", null))),
                of("listing-twice", "Two listings have the same id.", "MKT-22", list(LISTINGS, list -> {
                    if (list.size() > 1) {
                        ((ObjectNode) list.get(list.size() - 1))
                                .set("id", list.get(0).path("id"));
                    }
                })),
                of(
                                "market-item-not-listed",
                                "The market's item is not among its listings.",
                                "MKT-22",
                                each(
                                        LISTINGS,
                                        each -> each.put(
                                                "id", each.path("id").asText().replaceFirst("^.", "0") + "0")))
                        .mayViolate("MKT-18"));
    }

    private static java.util.function.Supplier<Wrong> inObject(String path) {
        return answers(path, turn -> {
            Answer answer = turn.pass();
            ArrayNode list = Wrongs.list(answer.json());
            ObjectNode object = Json.object().put("count", list.size());
            object.set("items", list);
            return answer.isSuccess() ? answer.withData(object) : answer;
        });
    }
}
