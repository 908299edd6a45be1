package io.github.assetpaysim.simulator.callback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one HTTP/1.1 answer to a POST from a connection, and never more of it than 500 headers, 64 kB of lines and 20 kB of body.
 * For one thread; how long it waits for bytes is up to whoever can close the connection.
 */
final class RawAnswer {
    /** For the lines of an answer, those of interim ones (such as 100 and 103) included. */
    private static final int MOST_IN_LINES = 64_000;

    private static final int MOST_IN_CHUNK_LINE = 1000;
    /** Many short headers take much more memory than they have characters. */
    private static final int MOST_HEADERS = 500;

    private static final int MOST_QUOTED = 60;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.([01]) ([1-9]\\d\\d)( .*)?");
    private static final Pattern HEADER = Pattern.compile("([^\\s:]+):[ \\t]*(.*?)[ \\t]*");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");
    private static final Pattern CHUNK = Pattern.compile("([0-9a-fA-F]{1,15})[ \\t]*(;.*)?");

    private final InputStream in;
    private final Consumer<Boolean> speaksHttp11;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(256);
    private int leftForLines = MOST_IN_LINES;
    private int leftForHeaders = MOST_HEADERS;
    private boolean truncated;

    private RawAnswer(InputStream in, Consumer<Boolean> speaksHttp11) {
        this.in = in;
        this.speaksHttp11 = speaksHttp11;
    }

    /**
     * Reads one.
     *
     * @param speaksHttp11 is told of the version
     * @throws IOException when there is no complete answer, or something else; the message says what
     */
    static Reply read(InputStream in, Consumer<Boolean> speaksHttp11) throws IOException {
        return new RawAnswer(new BufferedInputStream(in), speaksHttp11).reply();
    }

    private Reply reply() throws IOException {
        int status = status();
        Map<String, List<String>> headers = headers();
        while (status < 200) {
            if (status == 101) {
                throw new IOException("the receiver switches to a protocol that nobody asked for");
            }
            status = status();
            headers = headers();
        }
        if (status != 204 && status != 304) {
            readBody(headers);
        }
        headers.replaceAll((name, values) -> List.copyOf(values));
        return new Reply(status, Collections.unmodifiableMap(headers), body.toByteArray(), truncated, null);
    }

    private int status() throws IOException {
        String line = line();
        Matcher matcher = STATUS_LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IOException("not an HTTP answer: " + quoted(line));
        }
        speaksHttp11.accept(matcher.group(1).equals("1"));
        return Integer.parseInt(matcher.group(2));
    }

    /** Names in lower case, as the JDK's client gives them. */
    private Map<String, List<String>> headers() throws IOException {
        Map<String, List<String>> headers = new TreeMap<>();
        List<String> last = null;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (--leftForHeaders < 0) {
                throw new IOException("more than " + MOST_HEADERS + " headers");
            }
            if (last != null && (line.startsWith(" ") || line.startsWith("\t"))) {
                last.set(last.size() - 1, last.get(last.size() - 1) + " " + line.strip());
                continue;
            }
            Matcher matcher = HEADER.matcher(line);
            if (!matcher.matches()) {
                throw new IOException("not a header: " + quoted(line));
            }
            last = headers.computeIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), name -> new ArrayList<>(1));
            last.add(matcher.group(2));
        }
        return headers;
    }

    private void readBody(Map<String, List<String>> headers) throws IOException {
        String codings = String.join(",", headers.getOrDefault("transfer-encoding", List.of()));
        if (codings.toLowerCase(Locale.ROOT).endsWith("chunked")) {
            readChunks();
            return;
        }
        List<String> lengths = headers.getOrDefault("content-length", List.of());
        if (!codings.isEmpty() || lengths.isEmpty()) {
            take(Long.MAX_VALUE);
            return;
        }
        String length = lengths.get(0);
        if (!LENGTH.matcher(length).matches() || !lengths.stream().allMatch(length::equals)) {
            throw new IOException("not a Content-Length: " + quoted(String.join(", ", lengths)));
        }
        long missing = take(Long.parseLong(length));
        if (missing > 0) {
            throw new IOException("the answer's body ended " + missing + " bytes before its Content-Length");
        }
    }

    private void readChunks() throws IOException {
        while (true) {
            // Each brings at least a byte of the body, so there cannot be many.
            leftForLines = Math.max(leftForLines, MOST_IN_CHUNK_LINE);
            String line = line();
            Matcher matcher = CHUNK.matcher(line);
            if (!matcher.matches()) {
                throw new IOException("not the length of a chunk: " + quoted(line));
            }
            long length = Long.parseLong(matcher.group(1), 16);
            if (length == 0) {
                headers();
                return;
            }
            if (take(length) > 0) {
                throw new IOException("the answer ended within a chunk");
            }
            if (truncated) {
                return;
            }
            if (!line().isEmpty()) {
                throw new IOException("a chunk is longer than it said");
            }
        }
    }

    /**
     * Moves so many bytes into the body, unless it gets too long.
     *
     * @return how many the connection did not have
     */
    private long take(long length) throws IOException {
        long left = length;
        byte[] part = new byte[2048];
        while (left > 0) {
            int read = in.read(part, 0, (int) Math.min(part.length, left));
            if (read < 0) {
                return left;
            }
            left -= read;
            int room = CappedBody.MOST - body.size();
            body.write(part, 0, Math.min(read, room));
            if (read > room) {
                truncated = true;
                return 0;
            }
        }
        return 0;
    }

    /** A line without its end; every byte is one character. */
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException(
                        leftForLines == MOST_IN_LINES
                                ? "closed without an answer"
                                : "closed after " + quoted(line.toString(ISO_8859_1))
                                        + ", before the answer was complete");
            }
            if (--leftForLines < 0) {
                throw new IOException("more than 64 kB of headers");
            }
            line.write(next);
        }
        leftForLines--;
        String text = line.toString(ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** What a receiver said ends up in logs: short, and without anything that a terminal would obey. */
    private static String quoted(String text) {
        String shown = text.length() > MOST_QUOTED ? text.substring(0, MOST_QUOTED) + "…" : text;
        return "\"" + shown.replaceAll("\\p{Cntrl}|[\\x80-\\x9F]", "?") + "\"";
    }
}
