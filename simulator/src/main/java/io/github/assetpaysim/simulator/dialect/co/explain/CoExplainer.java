package io.github.assetpaysim.simulator.dialect.co.explain;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.dialect.Explanation;
import io.github.assetpaysim.simulator.dialect.UnreadableCallback;
import io.github.assetpaysim.simulator.dialect.co.signature.CanonicalJson;
import io.github.assetpaysim.simulator.dialect.co.signature.TradeSignature;
import io.github.assetpaysim.simulator.text.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Explains signatures of the dialect (A7.3); free of state, any thread may call it. */
public final class CoExplainer {
    /** Shorter ones agree by chance. */
    private static final int SHORTEST_PART = 16;

    private static final int HEX_DIGITS = 64;

    /** As {@link io.github.assetpaysim.simulator.dialect.Dialect#explain}. */
    public static Explanation explain(String text, String key, String secret) {
        CallbackText callback = CallbackText.read(text);
        String canonical = CanonicalJson.of(callback.trade());
        String expected = TradeSignature.ofCanonical(canonical, secret);
        String given = key != null ? key : callback.key();
        List<String> notes = new ArrayList<>();
        if (given == null && !callback.otherDialect()) {
            throw new UnreadableCallback("there is no key to check: "
                    + (callback.payload() == null
                            ? "a trade alone has none, so give one beside it"
                            : "payload has none, so give one beside it")
                    + "; under this secret the key of the trade is " + expected);
        }
        noteWhatIsUnsigned(callback, notes);
        noteOnTheOtherKey(callback, key, expected, notes);
        boolean verifies = expected.equals(given);
        Explanation.Mistake mistake = verifies ? null : mistake(callback, given, expected, secret, notes);
        return new Explanation(verifies, canonical, expected, given, mistake, List.copyOf(notes));
    }

    private static void noteWhatIsUnsigned(CallbackText callback, List<String> notes) {
        JsonNode event = callback.payload() == null ? null : callback.payload().get("event");
        JsonNode status = callback.trade().get("status");
        if (event != null && status != null && !event.equals(status)) {
            notes.add("event is " + Quoted.text(CanonicalJson.of(event)) + ", but trade.status is "
                    + Quoted.text(CanonicalJson.of(status))
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

    /** The mistake, or null with notes on what to do. */
    private static Explanation.Mistake mistake(
            CallbackText callback, String given, String expected, String secret, List<String> notes) {
        if (given == null) {
            return SignatureMistake.together(List.of(SignatureMistake.OTHER_DIALECT));
        }
        MistakeSearch search = new MistakeSearch(callback, secret, given);
        List<SignatureMistake> found = search.run();
        if (!found.isEmpty()) {
            return SignatureMistake.together(found);
        }
        if (callback.otherDialect()) {
            return SignatureMistake.together(List.of(SignatureMistake.OTHER_DIALECT));
        }
        String part = given.strip().toLowerCase(Locale.ROOT);
        if (part.length() >= SHORTEST_PART && (expected.startsWith(part) || expected.endsWith(part))) {
            return SignatureMistake.together(List.of(SignatureMistake.KEY_CUT));
        }
        noteWhatToDo(given, secret, search.cutShort(), notes);
        if (!expected.equals(callback.key())) {
            notes.add(
                    "If your code computes the expected key, then the trade was changed after it was signed, or signed"
                            + " with another secret: refuse the callback.");
        }
        return null;
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
                        ? "None of the usual mistakes gives this key; two at once were not tried, because the text is long."
                        : "None of the usual mistakes gives this key, nor do two at once.");
        notes.add(
                "Compare your canonical text with the one here, byte by byte: where they part, there is the mistake; an object"
                        + " with declared members, for example, drops those that it does not know. If they agree, compare the"
                        + " secret.");
        if (secret.startsWith("ap_")) {
            notes.add("The secret begins like an API key (ap_). Callbacks are signed with the API secret.");
        }
    }
}
