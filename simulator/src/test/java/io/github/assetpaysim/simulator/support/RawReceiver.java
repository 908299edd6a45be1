package io.github.assetpaysim.simulator.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.assetpaysim.simulator.callback.transport.CallbackUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** A callback endpoint made of a bare socket: for answers that no HTTP server would give. */
public final class RawReceiver implements AutoCloseable {
    /** An answer that has everything and nothing more. */
    public static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    /** What the endpoint does with each connection; when it returns or throws, the connection is closed. */
    public interface Script {
        void run(Line line) throws IOException;
    }

    /** One connection. */
    public static final class Line {
        private final Socket socket;

        private Line(Socket socket) {
            this.socket = socket;
        }

        /** Reads one request, head and body; every byte is one character. Empty when the sender has hung up. */
        public String request() throws IOException {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            int headEnd = -1;
            while (headEnd < 0) {
                int next = in.read();
                if (next < 0) {
                    return "";
                }
                read.write(next);
                headEnd = read.toString(ISO_8859_1).indexOf("\r\n\r\n");
            }
            String head = read.toString(ISO_8859_1).toLowerCase(Locale.ROOT);
            int at = head.indexOf("content-length: ") + "content-length: ".length();
            read.write(in.readNBytes(Integer.parseInt(head.substring(at, head.indexOf('\r', at)))));
            return read.toString(ISO_8859_1);
        }

        /** Reads so many bytes; fewer when the sender ends before. */
        public String read(int bytes) throws IOException {
            return new String(socket.getInputStream().readNBytes(bytes), ISO_8859_1);
        }

        /** Reads everything up to the sender's end of the stream; a reset is an exception. */
        public String readToEnd() throws IOException {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }

        public Socket socket() {
            return socket;
        }

        public void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
        }

        /** Says that nothing more will be written, but goes on reading. */
        public void endOutput() throws IOException {
            socket.shutdownOutput();
        }

        /** Blocks until the sender has closed the connection, in whatever way. */
        public void awaitHangUp() {
            try {
                socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            } catch (IOException e) {
                // A reset is a way to hang up.
            }
        }

        /** Closes with a reset instead of an orderly end. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    private RawReceiver(ServerSocket server, Script script) {
        this.server = server;
        threads.execute(() -> accept(script));
    }

    /** Reads one request of each connection, writes the answer and closes. */
    public static RawReceiver answering(String answer) {
        return doing(line -> {
            line.request();
            line.write(answer);
        });
    }

    /** Writes the beginning of an answer and waits until the sender has hung up. */
    public static RawReceiver hanging(String beginning, CompletableFuture<Void> hungUp) {
        return doing(line -> {
            line.request();
            line.write(beginning);
            line.awaitHangUp();
            hungUp.complete(null);
        });
    }

    /** Where a connection is refused. */
    public static CallbackUrl nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return CallbackUrl.parse("http://127.0.0.1:" + socket.getLocalPort());
        }
    }

    /** Waits for a script's cue, but no longer than that. */
    public static void await(CountDownLatch cue, Duration atMost) {
        try {
            cue.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public static RawReceiver doing(Script script) {
        try {
            return on(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An endpoint on a socket of another kind, such as one with TLS. */
    public static RawReceiver on(ServerSocket server, Script script) {
        return new RawReceiver(server, script);
    }

    private void accept(Script script) {
        while (!server.isClosed()) {
            try {
                Line line = new Line(server.accept());
                lines.add(line);
                threads.execute(() -> run(script, line));
            } catch (IOException | RejectedExecutionException e) {
                return;
            }
        }
    }

    private static void run(Script script, Line line) {
        try (line.socket) {
            script.run(line);
        } catch (IOException e) {
            // The sender hung up first.
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    public CallbackUrl url() {
        return CallbackUrl.parse("http://127.0.0.1:" + server.getLocalPort() + "/callback");
    }

    /** How many connections have been opened so far. */
    public int connections() {
        return lines.size();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Line line : lines) {
                line.socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
