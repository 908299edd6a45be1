package io.github.assetpaysim.contract.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which requirements of a catalogue are judged.
 *
 * @param catalogue those there are
 * @param only ids and groups; empty for all
 * @param skip ids and groups
 */
public record Selection(List<Requirement> catalogue, List<String> only, List<String> skip) {
    /** @throws IllegalArgumentException for a word that is neither an id nor a group; the message names the nearest */
    public Selection {
        List<String> words = words(catalogue);
        only = only.stream().map(word -> known(word, words)).toList();
        skip = skip.stream().map(word -> known(word, words)).toList();
    }

    /** Everything. */
    public static Selection all(List<Requirement> catalogue) {
        return new Selection(catalogue, List.of(), List.of());
    }

    private static String known(String word, List<String> words) {
        return words.stream().filter(word::equalsIgnoreCase).findFirst().orElseThrow(() -> unknown(word, words));
    }

    private static IllegalArgumentException unknown(String word, List<String> words) {
        return new IllegalArgumentException("there is no requirement and no group '" + word + "'; did you mean "
                + Nearest.to(word.toUpperCase(Locale.ROOT), words) + "? The command list shows all");
    }

    private static List<String> words(List<Requirement> catalogue) {
        Set<String> words = new LinkedHashSet<>();
        catalogue.forEach(requirement -> words.add(requirement.id()));
        catalogue.forEach(requirement -> words.add(requirement.group()));
        return new ArrayList<>(words);
    }

    /** Whether a requirement was chosen. */
    public boolean includes(Requirement requirement) {
        return (only.isEmpty() || named(only, requirement)) && !named(skip, requirement);
    }

    private static boolean named(List<String> words, Requirement requirement) {
        return words.contains(requirement.id()) || words.contains(requirement.group());
    }
}
