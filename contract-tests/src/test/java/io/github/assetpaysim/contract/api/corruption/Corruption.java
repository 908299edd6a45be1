package io.github.assetpaysim.contract.api.corruption;

import io.github.assetpaysim.contract.plan.Requirement;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One small thing that a host does wrong.
 *
 * @param id a few words
 * @param sentence what it does
 * @param foundBy the requirements that it violates, the one that it is about first
 * @param consequences others that it may violate, too, and groups of them
 * @param shownBy what else must be looked at for it to show
 * @param wrong how it does that, with a memory of its own for each run
 */
record Corruption(
        String id,
        String sentence,
        List<String> foundBy,
        Set<String> consequences,
        List<String> shownBy,
        Supplier<Wrong> wrong) {

    /** All there are. */
    static List<Corruption> all() {
        return Stream.<List<Corruption>>of(
                        EnvelopeCorruptions.all(),
                        AuthenticationCorruptions.all(),
                        TokenCorruptions.all(),
                        InventoryCorruptions.all(),
                        OfferCorruptions.all(),
                        InventoryListCorruptions.all(),
                        InventoryPageCorruptions.all(),
                        MarketCorruptions.all(),
                        ListingCorruptions.all(),
                        TradeUrlCorruptions.all(),
                        DepositCorruptions.all(),
                        DepositRefusalCorruptions.all(),
                        LifeCorruptions.all(),
                        LifeEndCorruptions.all(),
                        CallbackCorruptions.all(),
                        SignatureCorruptions.all(),
                        AttemptCorruptions.all(),
                        WithdrawalCorruptions.all(),
                        GateCorruptions.all(),
                        HistoryCorruptions.all(),
                        BrowserCorruptions.all())
                .flatMap(Collection::stream)
                .toList();
    }

    /** The first of two requirements in five: as many as a build has time for. */
    static List<Corruption> some() {
        Set<String> seen = new HashSet<>();
        return all().stream()
                .filter(corruption -> seen.add(corruption.main()) && seen.size() % 5 < 2)
                .toList();
    }

    static Corruption of(String id, String sentence, String foundBy, Supplier<Wrong> wrong) {
        return new Corruption(id, sentence, List.of(foundBy), Set.of(), List.of(), wrong);
    }

    /** The same, which is found by these as well. */
    Corruption andBy(String... others) {
        return new Corruption(
                id,
                sentence,
                Stream.concat(foundBy.stream(), Stream.of(others)).toList(),
                consequences,
                shownBy,
                wrong);
    }

    /** The same, which may violate these as well. */
    Corruption mayViolate(String... others) {
        return new Corruption(id, sentence, foundBy, Set.of(others), shownBy, wrong);
    }

    /** The same, for which these are to be looked at, too. */
    Corruption shownBy(String... others) {
        return new Corruption(id, sentence, foundBy, consequences, List.of(others), wrong);
    }

    /** What it is about. */
    String main() {
        return foundBy.get(0);
    }

    /** Whether it may violate a requirement: one that is named, or one of a group that is. */
    boolean mayViolate(Requirement requirement) {
        return allowed().contains(requirement.id()) || allowed().contains(requirement.group());
    }

    /** Requirements and groups that it may violate. */
    Set<String> allowed() {
        Set<String> allowed = new TreeSet<>(foundBy);
        allowed.addAll(consequences);
        return allowed;
    }

    @Override
    public String toString() {
        return id + ": " + sentence;
    }
}
