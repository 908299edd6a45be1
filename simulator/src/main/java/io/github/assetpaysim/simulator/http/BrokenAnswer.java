package io.github.assetpaysim.simulator.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * Answers that do not arrive whole. What makes an answer, and what waits for its end, does not notice: to them it was written.
 * Each touches one exchange and its connection alone; an ordinary exchange passes nothing of this.
 */
public final class BrokenAnswer {
    private static final String UNANSWERED = "assetpay.unanswered";

    private BrokenAnswer() {}

    /** Resets the connection in place of the answer; for requests with which nothing is done. */
    public static void reset(Context ctx) {
        ctx.attribute(UNANSWERED, true);
        lose(ctx);
    }

    /** From the moment there is an answer, resets the connection instead of sending any of it. */
    public static void lose(Context ctx) {
        Request request = ServletContextRequest.getServletContextRequest(ctx.req());
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        request.addHttpStreamWrapper(stream -> new Lost(stream, endPoint));
    }

    /** Sends the answer's head and half of its body, and closes the connection. */
    public static void cut(Context ctx) {
        ServletContextRequest.getServletContextRequest(ctx.req()).addHttpStreamWrapper(Cut::new);
    }

    /** Whether there was never to be an answer, so that its status means nothing. */
    static boolean isUnanswered(Context ctx) {
        return ctx.attribute(UNANSWERED) != null;
    }

    /** A stream that ends with its connection, whatever was written into it. */
    private abstract static class Broken extends HttpStream.Wrapper {
        Broken(HttpStream stream) {
            super(stream);
        }

        /** Otherwise the connection would wait for the next request. */
        @Override
        public void succeeded() {
            failed(new EofException("the answer was broken off by a fault"));
        }
    }

    private static final class Lost extends Broken {
        private final EndPoint endPoint;

        Lost(HttpStream stream, EndPoint endPoint) {
            super(stream);
            this.endPoint = endPoint;
        }

        @Override
        public void send(
                MetaData.Request request, MetaData.Response response, boolean last, ByteBuffer body, Callback sent) {
            if (response != null && HttpStatus.isInterim(response.getStatus())) {
                // The client waits for a 100 before it sends the body that is to be read.
                super.send(request, response, last, body, sent);
                return;
            }
            try {
                if (endPoint.getTransport() instanceof SocketChannel channel && channel.isOpen()) {
                    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                }
            } catch (IOException e) {
                // The client has gone before; so there is nobody left to notice a reset.
            }
            endPoint.close();
            skip(body);
            sent.succeeded();
        }
    }

    private static final class Cut extends Broken {
        private long left;

        Cut(HttpStream stream) {
            super(stream);
        }

        @Override
        public void send(
                MetaData.Request request, MetaData.Response response, boolean last, ByteBuffer body, Callback sent) {
            int given = body == null ? 0 : body.remaining();
            if (response != null) {
                left = Math.max(response.getHttpFields().getLongField(HttpHeader.CONTENT_LENGTH), given) / 2;
            }
            int part = (int) Math.min(left, given);
            left -= part;
            ByteBuffer half = body == null ? null : body.slice().limit(part);
            skip(body);
            if (response == null && part == 0) {
                sent.succeeded();
            } else {
                super.send(request, response, false, half, sent);
            }
        }
    }

    private static void skip(ByteBuffer body) {
        if (body != null) {
            body.position(body.limit());
        }
    }
}
