package io.github.assetpaysim.simulator.callback;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Reads the first 20 kB of an answer's body and hangs up when there is more. */
final class CappedBody implements HttpResponse.BodySubscriber<CappedBody.Bytes> {
    /** How many bytes of an answer's body are kept, whoever reads it. */
    static final int MOST = 20_000;

    private final CompletableFuture<Bytes> done = new CompletableFuture<>();
    private final ByteArrayOutputStream read = new ByteArrayOutputStream(256);
    private Flow.Subscription subscription;

    /**
     * What was read.
     *
     * @param truncated whether the body was longer
     */
    record Bytes(byte[] bytes, boolean truncated) {}

    @Override
    public CompletionStage<Bytes> getBody() {
        return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] chunk = new byte[Math.min(buffer.remaining(), MOST - read.size())];
            buffer.get(chunk);
            read.writeBytes(chunk);
            if (buffer.hasRemaining()) {
                subscription.cancel();
                done.complete(new Bytes(read.toByteArray(), true));
                return;
            }
        }
    }

    @Override
    public void onError(Throwable error) {
        done.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        done.complete(new Bytes(read.toByteArray(), false));
    }
}
