package io.github.assetpaysim.simulator.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One exchange over a plain socket, for requests that no client library sends. */
public final class RawHttp {
    private static final int PATIENCE_MILLIS = 30_000;

    private RawHttp() {}

    /** Sends a request without a body, given line by line; the {@code Host} header is not added. */
    public static TestClient.Answer send(URI base, String... lines) {
        return send(base, (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends exactly these bytes and reads one answer. */
    public static TestClient.Answer send(URI base, byte[] request) {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(request);
            out.flush();
            return read(new BufferedInputStream(socket.getInputStream()), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends exactly these bytes and nothing more, and reads all answers until the server has closed. */
    public static List<TestClient.Answer> sendAll(URI base, byte[] requests) {
        boolean head = new String(requests, StandardCharsets.ISO_8859_1).startsWith("HEAD ");
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(requests);
            socket.shutdownOutput();
            InputStream in = new BufferedInputStream(socket.getInputStream());
            List<TestClient.Answer> answers = new ArrayList<>();
            for (in.mark(1); in.read() >= 0; in.mark(1)) {
                in.reset();
                TestClient.Answer answer = read(in, head);
                answers.add(answer);
                // Of a malformed request the server does not know that it was a HEAD: it says why, and hangs up.
                if (head && answer.status() >= 400 && "close".equals(answer.header("Connection"))) {
                    in.readAllBytes();
                }
            }
            return answers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * All that came back over a connection.
     *
     * @param reset whether it ended with a reset, instead of in order
     */
    public record Line(byte[] bytes, boolean reset) {
        /** Every byte is one character. */
        public String text() {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** Sends exactly these bytes, says nothing of more to come, and reads until the server ends the connection. */
    public static Line sendUntilEnd(URI base, byte[] request) {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request);
            return readUntilEnd(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads until the server ends the connection. */
    public static Line readUntilEnd(Socket socket) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] piece = new byte[8192];
        try {
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                read.write(piece, 0, length);
            }
            return new Line(read.toByteArray(), false);
        } catch (SocketException e) {
            return new Line(read.toByteArray(), true);
        }
    }

    /** A POST with a body of any bytes; {@code headers} as lines. */
    public static byte[] post(String path, byte[] body, String... headers) {
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length + "\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n";
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        return request.toByteArray();
    }

    /** @param head whether the answer ends with its headers, as that to a HEAD does */
    public static TestClient.Answer read(InputStream in, boolean head) throws IOException {
        String statusLine = line(in);
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] parts = line.split(":", 2);
            headers.put(parts[0], List.of(parts[1].trim()));
        }
        if (head) {
            return new TestClient.Answer(Integer.parseInt(statusLine.split(" ")[1]), headers, new byte[0]);
        }
        byte[] body = "chunked".equals(header(headers, "Transfer-Encoding"))
                ? chunks(in)
                : in.readNBytes(Integer.parseInt(header(headers, "Content-Length")));
        return new TestClient.Answer(Integer.parseInt(statusLine.split(" ")[1]), headers, body);
    }

    private static String header(Map<String, List<String>> headers, String name) {
        return headers.getOrDefault(name, List.of("0")).get(0);
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            body.writeBytes(in.readNBytes(size));
            line(in);
        }
        line(in);
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the answer ends after '" + line + "'");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
