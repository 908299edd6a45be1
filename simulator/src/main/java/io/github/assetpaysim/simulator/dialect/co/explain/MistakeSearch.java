package io.github.assetpaysim.simulator.dialect.co.explain;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes the key of a callback with every single mistake, then with every two of different kinds, until the given one comes out. So
 * what is found is the simplest explanation. For one search, by one thread.
 */
final class MistakeSearch {
    /** Two mistakes are tried in texts of up to so many characters: what takes a second or two. */
    private static final int LONGEST_FOR_TWO = 32 << 10;

    /** So many of a mistake's ways, the usual ones, are tried together with other mistakes, and in texts that are longer. */
    private static final int MOST_USUAL = 12;

    /** Longer ones are no keys of any kind. */
    private static final int LONGEST_KEY = 300;

    private record Step(SignatureMistake mistake, SignatureMistake.Way way, boolean usual) {}

    /** Those about the text come first, so that it need not be written again for each that is not. */
    private static final List<Step> STEPS = Stream.of(SignatureMistake.values())
            .sorted(Comparator.comparing(SignatureMistake::kind))
            .flatMap(mistake -> mistake.ways().stream()
                    .map(way -> new Step(mistake, way, mistake.ways().indexOf(way) < MOST_USUAL)))
            .toList();

    private final CallbackText callback;
    private final String secret;
    private final String key;
    private List<Step> written = null;
    private byte[] text;

    MistakeSearch(CallbackText callback, String secret, String key) {
        this.callback = callback;
        this.secret = secret;
        this.key = key;
    }

    /** What gives the key: one mistake, or two of different kinds in the order of the table; empty when nothing tried does. */
    List<SignatureMistake> run() {
        if (key.length() > LONGEST_KEY) {
            return List.of();
        }
        Stream<List<Step>> one =
                STEPS.stream().filter(step -> step.usual || !cutShort()).map(List::of);
        Stream<List<Step>> two = cutShort() ? Stream.of() : Stream.of(this).flatMap(MistakeSearch::pairs);
        return Stream.concat(one, two)
                .filter(this::gives)
                .findFirst()
                .map(found -> found.stream().map(Step::mistake).sorted().toList())
                .orElse(List.of());
    }

    private Stream<List<Step>> pairs() {
        List<Step> steps = forPairs();
        return steps.stream()
                .flatMap(one -> steps.stream()
                        .filter(other -> one.mistake.kind().compareTo(other.mistake.kind()) < 0)
                        .map(other -> List.of(one, other)));
    }

    /** The usual ways, without those that change nothing here or what another has changed already: most, in most callbacks. */
    private List<Step> forPairs() {
        Set<ByteBuffer> texts = new HashSet<>();
        write(List.of(), new Signing());
        texts.add(ByteBuffer.wrap(text));
        return STEPS.stream()
                .filter(Step::usual)
                .filter(step -> {
                    if (!step.mistake.kind().isOfText()) {
                        return true;
                    }
                    Signing signing = new Signing();
                    step.way.change(signing);
                    write(List.of(step), signing);
                    return text != null && texts.add(ByteBuffer.wrap(text));
                })
                .toList();
    }

    private boolean gives(List<Step> steps) {
        Signing signing = new Signing();
        steps.forEach(step -> step.way.change(signing));
        byte[] wanted = signing.read(key);
        byte[] secretBytes = wanted == null ? null : signing.secret.apply(secret);
        // An HMAC has no empty key.
        if (secretBytes == null || secretBytes.length == 0) {
            return false;
        }
        write(steps, signing);
        return text != null && Arrays.equals(wanted, signing.function.apply(secretBytes, text));
    }

    /** Writes the text that is signed, unless the last one was made by the same steps. */
    private void write(List<Step> steps, Signing signing) {
        List<Step> ofText =
                steps.stream().filter(step -> step.mistake.kind().isOfText()).toList();
        if (!ofText.equals(written)) {
            written = ofText;
            text = signing.text(callback);
        }
    }

    /** Whether only single mistakes are tried, because the text is long. */
    boolean cutShort() {
        return callback.length() > LONGEST_FOR_TWO;
    }
}
