package io.github.assetpaysim.simulator.dialect.co.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.dialect.Explainer;
import io.github.assetpaysim.simulator.dialect.Explanation;
import io.github.assetpaysim.simulator.dialect.UnreadableCallback;
import io.github.assetpaysim.simulator.dialect.co.signature.CanonicalJson;
import io.github.assetpaysim.simulator.dialect.co.signature.TradeSignature;
import io.github.assetpaysim.simulator.http.Fields;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Explains signatures of the dialect (A7.3); free of state, any thread may call it. */
public final class CoExplainer implements Explainer {
    /** Shorter ones agree by chance. */
    private static final int SHORTEST_PART = 16;

    private static final int HEX_DIGITS = 64;

    /** The header of the other dialect (B7): {@code t=…,id=…,s=…}. */
    private static final Pattern HEADER_PART = Pattern.compile("(?:^|,)\\s*(t|id|s|s1)\\s*=\\s*([^,]*)");

    @Override
    public Explanation explain(String text, String key, String secret) {
        CallbackText callback = CallbackText.read(text);
        String canonical = CanonicalJson.of(callback.trade());
        String expected = TradeSignature.ofCanonical(canonical, secret);
        String given = key != null ? key : callback.key();
        List<String> notes = new ArrayList<>(callback.notes());
        if (given == null && !callback.otherDialect()) {
            throw new UnreadableCallback("there is no key to check: "
                    + (callback.payload() == null
                            ? "a trade alone has none, so give one beside it"
                            : "payload has none, so give one beside it")
                    + "; under this secret the key of the trade is " + expected);
        }
        boolean verifies = expected.equals(given);
        noteWhatIsUnsigned(callback, notes);
        noteOnTheOtherKey(callback, key, expected, notes);
        Explanation.Mistake mistake = verifies
                ? null
                : mistake(callback, given, expected, secret, notes).orElse(null);
        return new Explanation(verifies, canonical, expected, given, mistake, List.copyOf(notes));
    }

    private static void noteWhatIsUnsigned(CallbackText callback, List<String> notes) {
        JsonNode event = callback.payload() == null ? null : callback.payload().get("event");
        JsonNode status = callback.trade().get("status");
        if (event != null && status != null && !event.equals(status)) {
            notes.add("event is " + Fields.shown(CanonicalJson.of(event)) + ", but trade.status is "
                    + Fields.shown(CanonicalJson.of(status))
                    + ". event and timestamp are not signed: decide on trade.status.");
        }
    }

    private static void noteOnTheOtherKey(CallbackText callback, String key, String expected, List<String> notes) {
        if (key == null || callback.key() == null || key.equals(callback.key())) {
            return;
        }
        notes.add(
                callback.key().equals(expected)
                        ? "The key inside the callback is right, so the callback is genuine. What is wrong is only the code"
                                + " that made the key given beside it."
                        : "The key given beside the callback was checked. The one inside it is another, and wrong.");
    }

    private static Optional<Explanation.Mistake> mistake(
            CallbackText callback, String given, String expected, String secret, List<String> notes) {
        Optional<Boolean> header = otherDialect(callback, given, secret);
        if (header.isPresent()) {
            notes.add(
                    header.get()
                            ? "As a callback of that API it verifies: the header's s is right for this text."
                            : "As a callback of that API it does not verify either, unless the text differs from what was"
                                    + " received, be it by a line end.");
            return Optional.of(SignatureMistake.together(List.of(SignatureMistake.OTHER_DIALECT)));
        }
        MistakeSearch search = given == null ? null : new MistakeSearch(callback, secret, given);
        Optional<List<SignatureMistake>> found = search == null ? Optional.empty() : search.run();
        if (found.isPresent()) {
            return found.map(SignatureMistake::together);
        }
        if (callback.otherDialect()) {
            notes.add(
                    "If it came from there, give the header's whole value as the key: then its signature is checked.");
            return Optional.of(SignatureMistake.together(List.of(SignatureMistake.OTHER_DIALECT)));
        }
        String part = given.strip().toLowerCase(Locale.ROOT);
        if (part.length() >= SHORTEST_PART && (expected.startsWith(part) || expected.endsWith(part))) {
            return Optional.of(SignatureMistake.together(List.of(SignatureMistake.KEY_CUT)));
        }
        noteWhatToDo(given, secret, search.cutShort(), notes);
        if (!expected.equals(callback.key())) {
            notes.add(
                    "If your code computes the expected key, then the trade was changed after it was signed, or signed"
                            + " with another secret: refuse the callback.");
        }
        return Optional.empty();
    }

    /** Whether the given header signs the text as the other dialect does; empty when what is given is no such header. */
    private static Optional<Boolean> otherDialect(CallbackText callback, String given, String secret) {
        if (given == null) {
            return Optional.empty();
        }
        String time = null;
        String id = null;
        List<String> signatures = new ArrayList<>();
        for (Matcher part = HEADER_PART.matcher(given); part.find(); ) {
            switch (part.group(1)) {
                case "t" -> time = part.group(2).strip();
                case "id" -> id = part.group(2).strip();
                default -> signatures.add(part.group(2).strip().toLowerCase(Locale.ROOT));
            }
        }
        if (time == null || id == null || signatures.isEmpty()) {
            return Optional.empty();
        }
        String before = id + "." + time + ".";
        return Optional.of(List.of(callback.text(), callback.text().strip()).stream()
                .map(body -> TradeSignature.hmac("HmacSHA256", secret.getBytes(UTF_8), (before + body).getBytes(UTF_8)))
                .anyMatch(made -> signatures.contains(HexFormat.of().formatHex(made))));
    }

    private static void noteWhatToDo(String given, String secret, boolean cutShort, List<String> notes) {
        if (!(given.strip().length() == HEX_DIGITS && Signing.isHex(given.strip()))) {
            notes.add("A key has " + HEX_DIGITS + " hex digits; what was given "
                    + (given.isEmpty()
                            ? "is empty."
                            : "has " + given.length() + " characters"
                                    + (given.matches("[0-9a-fA-F]+") ? "." : ", not all of them hex digits.")));
        }
        notes.add(
                cutShort
                        ? "The usual mistakes were tried, two at once only in part because the text is long, and none"
                                + " gives this key."
                        : "None of the usual mistakes gives this key, nor do two at once.");
        notes.add(
                "Compare your canonical text with the one here, byte by byte: where they part, there is the mistake. If they"
                        + " agree, compare the secret.");
        if (secret.startsWith("ap_")) {
            notes.add("The secret begins like an API key (ap_). Callbacks are signed with the API secret.");
        }
    }
}
