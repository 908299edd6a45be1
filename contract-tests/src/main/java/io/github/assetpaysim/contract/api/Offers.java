package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;

/** What offers have in an inventory and on the market (A5). */
final class Offers {
    private static final int DECIMALS = 2;
    /** Nobody pays so many times the market price: it must be cents. */
    private static final BigDecimal CENTS = BigDecimal.valueOf(20);
    /** So many prices are not all whole by chance. */
    private static final int MANY = 10;

    private Offers() {}

    /** @throws CheckFailure a violation unless each has a price in USD and a reference */
    static void require(Items whole, Predicate<JsonNode> having) {
        List<JsonNode> items = whole.items().stream().filter(having).toList();
        if (items.isEmpty()) {
            throw CheckFailure.skipped(
                    "there is no offer in the answer to " + whole.exchange().asked());
        }
        for (JsonNode item : items) {
            BigDecimal price = Items.price(item);
            require(price != null && price.signum() > 0, "an offer with a price above zero", whole, item);
            require(price.stripTrailingZeros().scale() <= DECIMALS, "a price with at most two decimals", whole, item);
            JsonNode reference = item.at("/offer/reference");
            require(
                    reference.isTextual() && !reference.textValue().isBlank(),
                    "an offer with a reference",
                    whole,
                    item);
            JsonNode marketPrice = item.path("marketPrice");
            require(
                    !marketPrice.isNumber()
                            || marketPrice.decimalValue().signum() <= 0
                            || price.compareTo(marketPrice.decimalValue().multiply(CENTS)) < 0,
                    "a price in USD, not in cents",
                    whole,
                    item);
        }
        List<BigDecimal> prices = whole.prices();
        require(
                prices.size() < MANY
                        || prices.stream()
                                .anyMatch(price -> price.stripTrailingZeros().scale() > 0),
                "prices in USD, not in cents",
                whole,
                items.get(0));
    }

    private static void require(boolean right, String expected, Items whole, JsonNode item) {
        if (!right) {
            throw CheckFailure.violated(
                    expected + ", in answer to " + whole.exchange().asked(), item.toString());
        }
    }
}
