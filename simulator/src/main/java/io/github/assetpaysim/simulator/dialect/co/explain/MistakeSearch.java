package io.github.assetpaysim.simulator.dialect.co.explain;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the key of a callback with every single mistake, then with every two of different kinds, until the given one comes out. So
 * what is found is the simplest explanation. For one search, by one thread.
 */
final class MistakeSearch {
    /** Two mistakes are tried in texts of up to so many characters: what takes a second or two. */
    private static final int LONGEST_FOR_TWO = 64 << 10;

    /** Longer ones are no keys of any kind. */
    private static final int LONGEST_KEY = 300;

    private record Step(SignatureMistake mistake, SignatureMistake.Way way) {}

    /** Those about the text come first, so that it need not be written again for each that is not. */
    private static final List<Step> STEPS = Stream.of(SignatureMistake.values())
            .sorted(Comparator.comparing(SignatureMistake::kind))
            .flatMap(mistake -> mistake.ways().stream().map(way -> new Step(mistake, way)))
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
        Stream<List<Step>> one = STEPS.stream().map(List::of);
        Stream<List<Step>> two = cutShort() ? Stream.of() : pairs();
        return Stream.concat(one, two)
                .filter(this::gives)
                .findFirst()
                .map(found -> found.stream().map(Step::mistake).sorted().toList())
                .orElse(List.of());
    }

    private static Stream<List<Step>> pairs() {
        return STEPS.stream()
                .flatMap(one -> STEPS.stream()
                        .filter(other -> one.mistake.kind().compareTo(other.mistake.kind()) < 0)
                        .map(other -> List.of(one, other)));
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
        List<Step> ofText =
                steps.stream().filter(step -> step.mistake.kind().isOfText()).toList();
        if (!ofText.equals(written)) {
            written = ofText;
            text = signing.text(callback);
        }
        return text != null && Arrays.equals(wanted, signing.function.apply(secretBytes, text));
    }

    /** Whether only single mistakes are tried, because the text is long. */
    boolean cutShort() {
        return callback.length() > LONGEST_FOR_TWO;
    }
}
