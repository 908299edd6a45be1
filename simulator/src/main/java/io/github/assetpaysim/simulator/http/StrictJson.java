package io.github.assetpaysim.simulator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.trade.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Reads JSON without forgiving anything, and writes it as AssetPay does. Thread-safe. */
public final class StrictJson {
    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 200;

    /** Absent members are left out; money is a plain number; instants have milliseconds and a {@code Z} (A5). */
    public static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .addModule(new SimpleModule().addSerializer(new UsdAsNumber()).addSerializer(new InstantAsText()))
            .build();

    private StrictJson() {}

    /** Does once, early and beside other work, what the first request would otherwise wait for. */
    public static void warmUp() {
        record Sample(String text, Usd money, Instant instant) {}
        byte[] sample = write(new Sample("★", Usd.ZERO, Instant.EPOCH));
        readObject(sample);
    }

    /** The text of an instant on the wire. Put together by hand: a formatter takes as long as a whole trade's JSON. */
    public static String text(Instant instant) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(24);
        (utc.getYear() > 9999 ? text.append('+').append(utc.getYear()) : digits(text, utc.getYear(), 1000)).append('-');
        digits(text, utc.getMonthValue(), 10).append('-');
        digits(text, utc.getDayOfMonth(), 10).append('T');
        digits(text, utc.getHour(), 10).append(':');
        digits(text, utc.getMinute(), 10).append(':');
        digits(text, utc.getSecond(), 10).append('.');
        return digits(text, utc.getNano() / 1_000_000, 100).append('Z').toString();
    }

    private static StringBuilder digits(StringBuilder text, int number, int highest) {
        for (int place = highest; place > 0; place /= 10) {
            text.append((char) ('0' + number / place % 10));
        }
        return text;
    }

    /** The bytes of a value whose members are the wire's. */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write JSON", e);
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
        checkUtf8(body, what);
        JsonNode node;
        try (JsonParser parser = MAPPER.createParser(body)) {
            node = MAPPER.readTree(parser);
        } catch (NumberFormatException e) {
            throw malformed(what + " contains a number with too large an exponent");
        } catch (MismatchedInputException e) {
            throw malformed(what + " goes on after the end of its JSON value");
        } catch (JsonProcessingException e) {
            throw malformed(what + " is not well-formed JSON: "
                    + Malformed.why(
                            new String(body, StandardCharsets.UTF_8),
                            e,
                            MAPPER.getFactory().streamReadConstraints()));
        } catch (IOException e) {
            throw malformed(what + " is not UTF-8 text");
        }
        if (node == null || node.isMissingNode()) {
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
    private static void checkUtf8(byte[] body, String what) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException e) {
            throw malformed(what + " is not UTF-8 text");
        }
        if (body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF) {
            throw malformed(what + " begins with a byte order mark; send plain UTF-8 text");
        }
        for (byte each : body) {
            if (each == 0) {
                throw malformed(what + " contains a NUL byte; send UTF-8 text");
            }
        }
    }

    private static Refusal malformed(String message) {
        return new Refusal(HttpError.BAD_REQUEST, message);
    }

    private static final class UsdAsNumber extends StdSerializer<Usd> {
        private static final long serialVersionUID = 1;

        UsdAsNumber() {
            super(Usd.class);
        }

        @Override
        public void serialize(Usd value, JsonGenerator out, SerializerProvider provider) throws IOException {
            if (out instanceof com.fasterxml.jackson.databind.util.TokenBuffer) {
                // A tree keeps numbers, not text; the scale is what the text would show.
                out.writeNumber(new java.math.BigDecimal(value.toString()));
            } else {
                out.writeNumber(value.toString());
            }
        }
    }

    private static final class InstantAsText extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1;

        InstantAsText() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(text(value));
        }
    }
}
