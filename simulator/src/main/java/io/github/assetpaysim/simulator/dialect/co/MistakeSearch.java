package io.github.assetpaysim.simulator.dialect.co;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Signs a callback in every usual wrong way until the key comes out: first with one mistake, then with two at once, and so on. So
 * what is found is the simplest explanation. For one search, by one thread.
 */
final class MistakeSearch {
    /** How many bytes of text are written at most: a second in a program that has just started, later some tenths of it. */
    private static final long MOST_BYTES = 40L << 20;

    /** To hash a text takes a fraction of the time that writing it takes; without help of the processor so much. */
    private static final int HASHES_PER_TEXT = 4;

    private static final int MOST_MISTAKES = 5;
    /** With one about secret or function among them; else these would take what time there is for texts. */
    private static final int MOST_WITH_KEYING = 2;

    private final List<SignedText> texts;
    private final List<Keying> keyings;
    private final List<GivenKey> readings;
    private long left = MOST_BYTES;

    MistakeSearch(CallbackText callback, String secret, String key) {
        this.readings = GivenKey.of(key);
        List<Integer> lengths =
                readings.stream().map(reading -> reading.bytes().length).toList();
        this.keyings = Keying.all(secret, lengths);
        this.texts = keyings.isEmpty() ? List.of() : SignedText.all(callback);
    }

    /** What gives the key: one mistake or several; empty when nothing tried does. */
    Optional<List<SignatureMistake>> run() {
        for (int mistakes = 0; mistakes <= MOST_MISTAKES; mistakes++) {
            for (SignedText text : texts) {
                Optional<List<SignatureMistake>> found =
                        tryOut(text, mistakes - text.mistakes().size(), mistakes);
                if (found.isPresent()) {
                    return found;
                }
                if (left < 0) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** @param about how many of the mistakes are about keying */
    private Optional<List<SignatureMistake>> tryOut(SignedText text, int about, int mistakes) {
        if (about < 0 || about > 0 && mistakes > MOST_WITH_KEYING) {
            return Optional.empty();
        }
        byte[] bytes = null;
        for (Keying keying : keyings) {
            if (keying.mistakes().size() != about) {
                continue;
            }
            if (bytes == null) {
                bytes = text.bytes();
                left -= bytes.length;
            }
            left -= bytes.length / HASHES_PER_TEXT;
            byte[] made = keying.of(bytes);
            for (GivenKey reading : readings) {
                if (Arrays.equals(made, reading.bytes())) {
                    return Optional.of(together(text, keying, reading));
                }
            }
        }
        return Optional.empty();
    }

    private static List<SignatureMistake> together(SignedText text, Keying keying, GivenKey reading) {
        return new ArrayList<>(Stream.of(text.mistakes(), keying.mistakes(), reading.mistakes())
                .flatMap(List::stream)
                .toList());
    }

    /** Whether the search ended before everything was tried, because the text is long. */
    boolean cutShort() {
        return left < 0;
    }
}
