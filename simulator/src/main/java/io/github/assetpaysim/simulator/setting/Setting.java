package io.github.assetpaysim.simulator.setting;

import io.github.assetpaysim.simulator.text.Invisible;
import io.github.assetpaysim.simulator.text.Quoted;
import io.github.assetpaysim.simulator.text.Words;
import io.github.assetpaysim.simulator.time.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One setting: its name, what it means and how it is written. Options, environment variables, help text and the control API are
 * derived from it. Two settings are equal when they are the same object.
 */
public final class Setting<T> {
    private final String name;
    private final String allowed;
    private final String meaning;
    private final Function<String, T> read;
    private final Function<T, String> print;
    private final T standard;
    private final Set<Trait> traits;
    private final List<String> choices;

    private enum Trait {
        PATCHABLE,
        SECRET,
        NUMBER,
        DECIMAL,
        FLAG,
        DURATION,
        OPTIONAL
    }

    private Setting(
            String name,
            String allowed,
            String meaning,
            Function<String, T> read,
            Function<T, String> print,
            T standard,
            Set<Trait> traits,
            List<String> choices) {
        this.name = name;
        this.allowed = allowed;
        this.meaning = meaning;
        this.read = read;
        this.print = print;
        this.standard = standard;
        this.traits = traits;
        this.choices = choices;
    }

    /**
     * A setting without a standard value.
     *
     * @param name in the control API; a dot makes it a member of an object, {@code steam.outcome}
     * @param allowed the accepted values, in words
     * @param meaning one line for help texts
     * @param read text to value; throws IllegalArgumentException for anything not allowed
     * @param print value to text
     */
    public static <T> Setting<T> of(
            String name, String allowed, String meaning, Function<String, T> read, Function<T, String> print) {
        return new Setting<>(name, allowed, meaning, read, print, null, Set.of(), List.of());
    }

    /** A setting that is a text as it stands. */
    public static Setting<String> ofText(String name, String allowed, String meaning, Function<String, String> read) {
        return of(name, allowed, meaning, read, text -> text);
    }

    /** A text that matches a pattern as a whole. */
    public static Setting<String> ofPattern(String name, String allowed, String meaning, String pattern) {
        return ofText(name, allowed, meaning, text -> allowedIf(text.matches(pattern), text));
    }

    /** A whole number within bounds, both included. */
    public static Setting<Integer> ofNumber(String name, int least, int most, String meaning) {
        String allowed = "a whole number from " + least + " to " + most;
        return within(least, most, name, allowed, meaning, Integer::valueOf);
    }

    /** A duration within bounds, both included. */
    public static Setting<Duration> ofDuration(
            String name, String allowed, String meaning, Duration least, Duration most) {
        return within(least, most, name, allowed, meaning, Durations::parse).with(Trait.DURATION);
    }

    /** A value within bounds, both included. */
    public static <T extends Comparable<T>> Setting<T> within(
            T least, T most, String name, String allowed, String meaning, Function<String, T> read) {
        return of(
                name,
                allowed,
                meaning,
                text -> {
                    T value = read.apply(text);
                    return allowedIf(value.compareTo(least) >= 0 && value.compareTo(most) <= 0, value);
                },
                String::valueOf);
    }

    /** A choice, each value under a word of its own; they are offered in this order. */
    public static <T> Setting<T> ofWords(
            String name, String allowed, String meaning, List<Map.Entry<String, T>> words) {
        Map<String, T> values = words.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Map<T, String> spelled = words.stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
        return of(name, allowed, meaning, text -> allowedIf(values.containsKey(text), values.get(text)), spelled::get)
                .withChoices(words.stream().map(Map.Entry::getKey).toList());
    }

    /** As above, each value under its usual word. */
    public static <E extends Enum<E>> Setting<E> ofWords(String name, String meaning, E[] values) {
        List<String> words = Arrays.stream(values).map(Words::of).toList();
        int last = words.size() - 1;
        return ofWords(
                name,
                String.join(", ", words.subList(0, last)) + " or " + words.get(last),
                meaning,
                Arrays.stream(values)
                        .map(each -> Map.entry(Words.of(each), each))
                        .toList());
    }

    private static <T> T allowedIf(boolean right, T value) {
        if (!right) {
            throw new IllegalArgumentException("not allowed");
        }
        return value;
    }

    private Setting<T> with(Trait trait) {
        Set<Trait> more = new HashSet<>(traits);
        more.add(trait);
        return new Setting<>(name, allowed, meaning, read, print, standard, Set.copyOf(more), choices);
    }

    /** The same with a value that holds unless another is set. */
    public Setting<T> defaultsTo(T value) {
        return new Setting<>(name, allowed, meaning, read, print, value, traits, choices);
    }

    /** The same, which offers these words; where it is a number or the like, they are allowed besides. */
    public Setting<T> withChoices(List<String> words) {
        return new Setting<>(name, allowed, meaning, read, print, standard, traits, words);
    }

    /** The same, with another line for help texts. */
    public Setting<T> explained(String words) {
        return new Setting<>(name, allowed, words, read, print, standard, traits, choices);
    }

    /** The same, open to change on an existing merchant. */
    public Setting<T> asPatchable() {
        return with(Trait.PATCHABLE);
    }

    /** The same, masked in listings and left out of messages. */
    public Setting<T> asSecret() {
        return with(Trait.SECRET);
    }

    /** The same, written as a whole number in JSON. */
    public Setting<T> asNumber() {
        return with(Trait.NUMBER);
    }

    /** The same, written as a number in JSON that may have a fraction. */
    public Setting<T> asDecimal() {
        return with(Trait.DECIMAL);
    }

    /** The same, written as true or false in JSON. */
    public Setting<T> asFlag() {
        return with(Trait.FLAG);
    }

    /** The same, free to be without any value where those without a standard must be given. */
    public Setting<T> asOptional() {
        return with(Trait.OPTIONAL);
    }

    public String name() {
        return name;
    }

    /** The object of which it is a member in JSON: what its name has before a dot, or nothing. */
    public String group() {
        return name.substring(0, Math.max(0, name.indexOf('.')));
    }

    /** Its name in that object. */
    public String member() {
        return name.substring(name.indexOf('.') + 1);
    }

    public String allowed() {
        return allowed;
    }

    public String meaning() {
        return meaning;
    }

    /** What holds unless another value is set; null when nothing does. */
    public T standard() {
        return standard;
    }

    public boolean patchable() {
        return traits.contains(Trait.PATCHABLE);
    }

    public boolean secret() {
        return traits.contains(Trait.SECRET);
    }

    public boolean number() {
        return traits.contains(Trait.NUMBER);
    }

    public boolean decimal() {
        return traits.contains(Trait.DECIMAL);
    }

    public boolean flag() {
        return traits.contains(Trait.FLAG);
    }

    /** Whether it is a length of time, written as text. */
    public boolean duration() {
        return traits.contains(Trait.DURATION);
    }

    /** The words that can be chosen; empty when it is no such choice. */
    public List<String> choices() {
        return choices;
    }

    /** Whether it must be given, where such a rule applies: it has no standard value and may not be missing. */
    public boolean required() {
        return standard == null && !traits.contains(Trait.OPTIONAL);
    }

    /**
     * The value that a text means.
     *
     * @throws InvalidSetting when it is not allowed
     */
    public T read(String text) {
        try {
            return read.apply(text);
        } catch (IllegalArgumentException e) {
            String end = Invisible.atEnds(text, Invisible::is);
            String got = secret() ? "this value" : "'" + Quoted.text(text) + "'";
            throw new InvalidSetting(
                    name, got + " is not allowed" + (end == null ? "" : ", it " + end) + "; expected " + allowed);
        }
    }

    String text(T value) {
        return value == null ? null : print.apply(value);
    }

    @Override
    public String toString() {
        return name;
    }
}
