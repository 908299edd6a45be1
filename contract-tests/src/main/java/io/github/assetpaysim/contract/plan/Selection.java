package io.github.assetpaysim.contract.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which requirements are judged.
 *
 * @param only ids and groups; empty for all
 * @param skip ids and groups
 */
public record Selection(List<String> only, List<String> skip) {
    /** Everything. */
    public static final Selection ALL = new Selection(List.of(), List.of());

    /** @throws IllegalArgumentException for a word that is neither an id nor a group; the message names the nearest */
    public Selection {
        only = only.stream().map(Selection::known).toList();
        skip = skip.stream().map(Selection::known).toList();
    }

    private static String known(String word) {
        List<String> words = words();
        return words.stream().filter(word::equalsIgnoreCase).findFirst().orElseThrow(() -> unknown(word, words));
    }

    private static IllegalArgumentException unknown(String word, List<String> words) {
        return new IllegalArgumentException("there is no requirement and no group '" + word + "'; did you mean "
                + Nearest.to(word.toUpperCase(Locale.ROOT), words) + "? The command list shows all");
    }

    private static List<String> words() {
        Set<String> words = new LinkedHashSet<>();
        Requirements.ALL.forEach(requirement -> words.add(requirement.id()));
        Requirements.ALL.forEach(requirement -> words.add(requirement.group()));
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
