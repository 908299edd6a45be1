package io.github.assetpaysim.simulator.callback.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.IdentityInputStream;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.apache.hc.core5.http.message.MessageSupport;

/** An open connection to a receiver. For one thread at a time; closing its line from another ends what waits for it. */
final class Connection {
    /** How many bytes of an answer's body are kept. */
    private static final int MOST_KEPT = 20_000;

    /** An answer's body that goes on for so long after that is held to have no end. */
    private static final int MOST_READ = 10_000_000;

    private static final Http1Config LIMITS =
            Http1Config.custom().setMaxLineLength(8_000).setMaxHeaderCount(200).build();

    private final Socket line;
    private final Socket socket;
    private final String address;
    private final Incoming in;
    private final SessionInputBufferImpl buffer = new SessionInputBufferImpl(2048, LIMITS.getMaxLineLength());
    private boolean reusable;

    /** Fails when it ends too early; the parser would take an end within the headers for theirs. */
    private static final class Incoming extends FilterInputStream {
        private boolean begun;
        private boolean mayEnd;

        Incoming(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int read = super.read(into, from, most);
            if (read < 0 && !mayEnd) {
                throw Failure.incomplete(begun ? "closed before the answer was complete" : "closed without an answer");
            }
            begun = true;
            return read;
        }
    }

    /**
     * @param socket the line, or TLS on top of it
     * @param address of the receiver, for people
     */
    Connection(Socket line, Socket socket, String address) throws IOException {
        this.line = line;
        this.socket = socket;
        this.address = address;
        this.in = new Incoming(socket.getInputStream());
    }

    Socket line() {
        return line;
    }

    String address() {
        return address;
    }

    /** Whether anything has come since the last answer. */
    boolean begun() {
        return in.begun;
    }

    /** Whether the last answer leaves it open for another request. */
    boolean reusable() {
        return reusable;
    }

    /**
     * Whether the receiver has neither ended it nor said anything since the last answer, such as a 408 or TLS's farewell; if not, it is
     * closed. Does not wait.
     */
    boolean stillUsable() {
        SocketChannel channel = line.getChannel();
        try {
            channel.configureBlocking(false);
            // TLS may have read more than the answer.
            if (in.available() == 0 && channel.read(ByteBuffer.allocate(1)) == 0) {
                channel.configureBlocking(true);
                return true;
            }
        } catch (IOException e) {
            // A reset is an end, too.
        }
        Connections.close(line);
        return false;
    }

    void send(byte[] bytes, int from, int length) throws IOException {
        socket.getOutputStream().write(bytes, from, length);
        socket.getOutputStream().flush();
    }

    /** Waits until the receiver says anything. */
    void awaitInput() throws IOException {
        in.read(new byte[1], 0, 1);
    }

    /**
     * Reads one answer to the end.
     *
     * @param begun is given status and headers, before the body is read
     */
    Reply read(Request request, Consumer<Reply> begun) throws IOException {
        reusable = false;
        try {
            ClassicHttpResponse head = head();
            Map<String, List<String>> headers = new TreeMap<>();
            for (Header header : head.getHeaders()) {
                String name = header.getName().toLowerCase(Locale.ROOT);
                headers.computeIfAbsent(name, first -> new ArrayList<>(1)).add(header.getValue());
            }
            begun.accept(Reply.answer(head.getCode(), headers, new byte[0], false));
            InputStream content = content(head);
            byte[] body = content.readNBytes(MOST_KEPT);
            long more = content.skip(MOST_READ);
            if (more == MOST_READ) {
                throw Failure.incomplete("the answer's body has no end");
            }
            reusable = request.kept()
                    && DefaultConnectionReuseStrategy.INSTANCE.keepAlive(null, head, null)
                    && !buffer.hasBufferedData();
            in.begun = false;
            return Reply.answer(head.getCode(), headers, body, more > 0);
        } catch (HttpException e) {
            throw Failure.of(e);
        }
    }

    /** The head of the answer, without interim ones. */
    private ClassicHttpResponse head() throws IOException, HttpException {
        ClassicHttpResponse head;
        do {
            head = new DefaultHttpResponseParser(LIMITS).parse(buffer, in);
            if (head.getVersion().greaterEquals(HttpVersion.HTTP_2) || head.getCode() < 100 || head.getCode() == 101) {
                throw Failure.malformed(head.getVersion() + " " + head.getCode());
            }
        } while (head.getCode() < 200);
        return head;
    }

    /** The body, never to be closed: that would wait for what the receiver has not sent. */
    private InputStream content(ClassicHttpResponse head) throws HttpException {
        if (!MessageSupport.canResponseHaveBody("POST", head)) {
            return InputStream.nullInputStream();
        }
        long length = DefaultContentLengthStrategy.INSTANCE.determineLength(head);
        if (length >= 0) {
            return new ContentLengthInputStream(buffer, in, length);
        }
        in.mayEnd = length != ContentLengthStrategy.CHUNKED;
        return in.mayEnd ? new IdentityInputStream(buffer, in) : new ChunkedInputStream(buffer, in, LIMITS);
    }
}
