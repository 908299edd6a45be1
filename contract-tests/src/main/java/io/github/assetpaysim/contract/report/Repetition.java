package io.github.assetpaysim.contract.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.assetpaysim.contract.plan.SentCallback;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;

/** The command line that sends a callback once more, byte for byte. */
final class Repetition {
    private static final String END = "BODY";

    private Repetition() {}

    /** With the body in a file. */
    static String ofFile(SentCallback callback, String file) {
        return "curl -i -X POST" + head(callback) + " --data-binary @" + quoted(file);
    }

    /** With the body in the command itself; {@code head} cuts off the line break that a here-document ends with. */
    static String inline(SentCallback callback) {
        byte[] body = callback.body();
        if (body.length == 0) {
            return "curl -i -X POST" + head(callback) + " --data-binary ''";
        }
        String send = "curl -i -X POST" + head(callback) + " --data-binary @-";
        String text = text(body);
        if (text == null || text.contains("\n" + END)) {
            return "base64 -d <<'" + END + "' | " + send + "\n"
                    + Base64.getEncoder().encodeToString(body) + "\n" + END;
        }
        return "head -c " + body.length + " <<'" + END + "' | " + send + "\n" + text + "\n" + END;
    }

    private static String head(SentCallback callback) {
        StringBuilder head = new StringBuilder(" ").append(quoted(String.valueOf(callback.url())));
        callback.headers().forEach((name, value) -> head.append(" -H ").append(quoted(name + ": " + value)));
        return head.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** The bytes as text, or null when a terminal would not keep them as they are. */
    static String text(byte[] body) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            boolean plain = text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t');
            return plain ? text : null;
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
