package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.api.receiver.Received;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A document and where it is not as documented. Whoever looks at it names what concerns it; what is wrong elsewhere is found by those
 * whom that concerns.
 *
 * @param what it is, for people
 */
record Shape(String what, JsonNode document, List<Violation> violations) {

    /**
     * That of a success, whatever its envelope is like.
     *
     * @throws CheckFailure when it is a refusal or no JSON, which is a violation
     */
    static Shape of(Exchange answer, String what) {
        String told = what + " in answer to " + answer.asked();
        if (answer.status() / 100 != 2) {
            throw CheckFailure.violated(told, answer.answered());
        }
        return new Shape(told, answer.json(), Schemas.violations(answer));
    }

    /** @throws CheckFailure when it is no JSON, which is a violation */
    static Shape of(Received callback) {
        return new Shape("the " + callback, callback.payload(), Schemas.violations(callback));
    }

    /** That of a trade by itself. */
    static Shape ofTrade(JsonNode trade) {
        return new Shape(
                "the trade in the history, " + trade.path("status").asText(), trade, Schemas.violationsOfTrade(trade));
    }

    /** @throws CheckFailure when something is wrong that concerns the check */
    void require(Predicate<Violation> concern) {
        require(List.of(this), concern);
    }

    /** The same of several, told together. */
    static void require(List<Shape> shapes, Predicate<Violation> concern) {
        List<CheckFailure> found =
                shapes.stream().flatMap(shape -> shape.failures(concern)).toList();
        if (!found.isEmpty()) {
            throw found.get(0);
        }
    }

    private Stream<CheckFailure> failures(Predicate<Violation> concern) {
        return violations.stream()
                .filter(concern)
                .map(violation -> CheckFailure.violated(
                        violation.expected() + " at " + violation.pointer() + " of " + what, violation.came()));
    }

    /**
     * The same of the elements of a list that stands in each of the documents.
     *
     * @param list a pointer to it
     * @param others what other requirements are about
     * @throws CheckFailure that skips the check when all lists are empty
     */
    static void requireElements(List<Shape> shapes, String list, Predicate<Violation> others) {
        if (shapes.stream().allMatch(shape -> shape.document().at(list).isEmpty())) {
            throw CheckFailure.skipped(
                    "there is nothing to look at in " + shapes.get(0).what());
        }
        require(shapes, at(list + "/\\d+(/.*)?").and(others.negate()));
    }

    /** What is wrong at places whose pointers match a pattern. */
    static Predicate<Violation> at(String pointers) {
        return violation -> violation.pointer().matches(pointers);
    }

    /** Members that match the pattern and are not there. */
    static Predicate<Violation> missing(String pointers) {
        return at(pointers).and(violation -> violation.keyword().equals("required"));
    }

    /** What has the right JSON type, and yet is wrong, or is not there. */
    static Predicate<Violation> value(String pointers) {
        return at(pointers).and(violation -> !violation.keyword().equals("type"));
    }
}
