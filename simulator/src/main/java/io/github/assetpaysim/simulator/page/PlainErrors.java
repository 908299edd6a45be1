package io.github.assetpaysim.simulator.page;

import io.github.assetpaysim.simulator.http.ErrorStyle;
import io.github.assetpaysim.simulator.http.HttpError;
import io.github.assetpaysim.simulator.trade.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Errors of the page's files: a line of text. */
final class PlainErrors implements ErrorStyle {
    private static final Map<Refusal.Code, Integer> STATUSES = Map.of(
            HttpError.NOT_FOUND, 404,
            HttpError.METHOD_NOT_ALLOWED, 405,
            HttpError.INTERNAL_SERVER_ERROR, 500,
            HttpError.SERVICE_UNAVAILABLE, 503);

    @Override
    public int status(Refusal.Code code) {
        return STATUSES.getOrDefault(code, 400);
    }

    @Override
    public String key(Refusal.Code code) {
        return code.toString();
    }

    @Override
    public String contentType() {
        return "text/plain; charset=utf-8";
    }

    @Override
    public byte[] body(Refusal refusal, int status, String requestId) {
        return (status + " " + refusal.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
