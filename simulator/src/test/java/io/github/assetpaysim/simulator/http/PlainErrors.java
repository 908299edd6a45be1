package io.github.assetpaysim.simulator.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.assetpaysim.simulator.trade.Refusal;

/** Refuses everything with one status and tells nothing but the message. */
record PlainErrors(int status) implements ErrorStyle {
    @Override
    public int status(Refusal.Code code) {
        return status;
    }

    @Override
    public String key(Refusal.Code code) {
        return code.name();
    }

    @Override
    public String contentType() {
        return "text/plain";
    }

    @Override
    public byte[] body(Refusal refusal, int status, String requestId) {
        return refusal.getMessage().getBytes(ISO_8859_1);
    }
}
