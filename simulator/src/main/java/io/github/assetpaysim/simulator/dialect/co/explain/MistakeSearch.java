package io.github.assetpaysim.simulator.dialect.co.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes the key of a callback with every single mistake, then with every two of different kinds, until the given one comes out. So
 * what is found is the simplest explanation. For one search, by one thread.
 */
final class MistakeSearch {
    /** How many bytes of text are written at most when two mistakes are tried: what takes some tenths of a second. */
    private static final long MOST_BYTES = 40L << 20;

    /** To hash a text takes a fraction of the time that writing it takes; without help of the processor so much. */
    private static final int HASHES_PER_TEXT = 4;

    /** Longer ones are no keys of any kind. */
    private static final int LONGEST_KEY = 300;

    /** Mistakes that libraries make together by default, tried as if they were one: Python's json.dumps, PHP's json_encode. */
    private static final List<List<SignatureMistake>> TOGETHER = List.of(
            List.of(
                    SignatureMistake.SPACES_AFTER_SEPARATORS,
                    SignatureMistake.FLOATS_KEEP_POINT,
                    SignatureMistake.UNICODE_ESCAPED),
            List.of(SignatureMistake.FLOATS_KEEP_POINT, SignatureMistake.SLASHES_AND_UNICODE_ESCAPED));

    private record Step(SignatureMistake mistake, SignatureMistake.Way way) {
        private Kind kind() {
            return mistake.kind();
        }
    }

    /** What is tried as one. Those about the text come first, so that it need not be written again for each that is not. */
    private static final List<List<Step>> UNITS = units();

    private final CallbackText callback;
    private final String secret;
    private final String key;
    private List<Step> written = null;
    private byte[] text;
    private long left = MOST_BYTES;

    MistakeSearch(CallbackText callback, String secret, String key) {
        this.callback = callback;
        this.secret = secret;
        this.key = key;
    }

    private static List<List<Step>> units() {
        List<List<Step>> units = new ArrayList<>();
        Stream.of(SignatureMistake.values())
                .sorted(Comparator.comparing(SignatureMistake::kind))
                .flatMap(mistake -> mistake.ways().stream().map(way -> List.of(new Step(mistake, way))))
                .forEach(units::add);
        TOGETHER.forEach(mistakes -> units.add(mistakes.stream()
                .map(mistake -> new Step(mistake, mistake.ways().get(0)))
                .toList()));
        return List.copyOf(units);
    }

    /** What gives the key: mistakes of different kinds, in the order of the table; empty when nothing tried does. */
    Optional<List<SignatureMistake>> run() {
        if (key.length() > LONGEST_KEY) {
            return Optional.empty();
        }
        for (List<Step> one : UNITS) {
            if (gives(one)) {
                return Optional.of(needed(one));
            }
        }
        for (int i = 0; i < UNITS.size(); i++) {
            for (List<Step> other : UNITS.subList(i + 1, UNITS.size())) {
                List<Step> both =
                        Stream.of(UNITS.get(i), other).flatMap(List::stream).toList();
                boolean differ = both.stream().map(Step::kind).distinct().count() == both.size();
                if (differ && left > 0 && gives(both)) {
                    return Optional.of(needed(both));
                }
            }
        }
        return Optional.empty();
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
                steps.stream().filter(step -> step.kind().isOfText()).toList();
        if (!ofText.equals(written)) {
            written = ofText;
            text = signing.text(callback);
            left -= text == null ? 0 : text.length;
        }
        if (text == null) {
            return false;
        }
        left -= text.length / HASHES_PER_TEXT;
        return Arrays.equals(wanted, signing.function.apply(secretBytes, text));
    }

    /** Those without which the key does not come out; of what libraries do together, a part may change nothing in this text. */
    private List<SignatureMistake> needed(List<Step> found) {
        List<Step> needed = new ArrayList<>(found);
        for (Step step : found) {
            List<Step> others = needed.stream().filter(each -> each != step).toList();
            if (gives(others)) {
                needed.remove(step);
            }
        }
        return needed.stream().map(Step::mistake).sorted().toList();
    }

    /** Whether the search ended before everything was tried, because the text is long. */
    boolean cutShort() {
        return left <= 0;
    }
}
