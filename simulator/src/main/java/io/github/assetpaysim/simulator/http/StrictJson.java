package io.github.assetpaysim.simulator.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.trade.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** Reads JSON without forgiving anything, and writes it as AssetPay does. Thread-safe. */
public final class StrictJson {
    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 200;
    private static final int MOST_BUFFERED = 32 << 10;

    /** For each thread, what it writes into again and again: Jackson would gather a long answer from many pieces. */
    private static final ThreadLocal<ByteArrayOutputStream> BUFFER = new ThreadLocal<>();

    private static final DateTimeFormatter INSTANT =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    /** Absent members are left out; money is a plain number; instants have milliseconds and a {@code Z} (A5). */
    public static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .addModule(new SimpleModule()
                    .addSerializer(Usd.class, new UsdAsNumber())
                    .addSerializer(Instant.class, new InstantAsText()))
            .build();

    private StrictJson() {}

    /** Does once, early and beside other work, what the first request would otherwise wait for. */
    public static void warmUp() {
        record Sample(String text, Usd money, Instant instant) {}
        byte[] sample = write(new Sample("★", Usd.ZERO, Instant.EPOCH));
        readObject(sample);
    }

    /** The text of an instant on the wire. */
    public static String text(Instant instant) {
        return INSTANT.format(instant);
    }

    /** The bytes of a value whose members are the wire's. */
    public static byte[] write(Object value) {
        ByteArrayOutputStream kept = BUFFER.get();
        ByteArrayOutputStream buffer = kept == null ? new ByteArrayOutputStream(1 << 10) : kept;
        // What a member writes for itself meanwhile goes elsewhere.
        BUFFER.remove();
        try {
            MAPPER.writeValue(buffer, value);
            return buffer.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write JSON", e);
        } finally {
            if (buffer.size() <= MOST_BUFFERED) {
                buffer.reset();
                BUFFER.set(buffer);
            }
        }
    }

    /**
     * Reads a JSON object from a request's body.
     *
     * @throws Refusal {@link HttpError#BAD_REQUEST}, saying what is wrong and where
     */
    public static Fields readObject(byte[] body) {
        return readObject(body, "the body");
    }

    /** As {@link #readObject(byte[])}; messages call the text {@code what}. */
    public static Fields readObject(byte[] body, String what) {
        String text = text(body, what);
        JsonNode node;
        try {
            node = MAPPER.readTree(text);
        } catch (NumberFormatException e) {
            throw malformed(what + " contains a number with too large an exponent");
        } catch (MismatchedInputException e) {
            // Either a second value follows, where no member has been begun, or a member of the tree comes again.
            JsonPointer member = ((JsonParser) e.getProcessor())
                    .getParsingContext()
                    .pathAsPointer()
                    .last();
            throw malformed(
                    member == null
                            ? what + " goes on after the end of its JSON value"
                            : what + " is not well-formed JSON: the member '" + member.getMatchingProperty()
                                    + "' is given twice"
                                    + Malformed.at(e.getLocation()));
        } catch (JsonProcessingException e) {
            throw malformed(what + " is not well-formed JSON: "
                    + Malformed.why(text, e, MAPPER.getFactory().streamReadConstraints()));
        }
        if (node.isMissingNode()) {
            throw malformed(what + " is empty; expected a JSON object");
        }
        if (!node.isObject()) {
            throw malformed(what + " must be a JSON object")
                    .hinted(
                            node.isTextual()
                                    ? "The body was encoded twice: it is a JSON string that contains JSON."
                                    : null);
        }
        return new Fields(node, "");
    }

    /** Jackson would take UTF-16, UTF-32 and a byte order mark too, and leaves some broken bytes alone. */
    private static String text(byte[] body, String what) {
        String text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw malformed(what + " is not UTF-8 text");
        }
        if (text.startsWith("\uFEFF") || text.indexOf('\0') >= 0) {
            throw malformed(what + " contains a byte order mark or a NUL byte; send UTF-8 text without");
        }
        return text;
    }

    private static Refusal malformed(String message) {
        return new Refusal(HttpError.BAD_REQUEST, message);
    }

    private static final class UsdAsNumber extends JsonSerializer<Usd> {
        @Override
        public void serialize(Usd value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeNumber(value.dollars());
        }
    }

    private static final class InstantAsText extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(text(value));
        }
    }
}
