package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.http.ErrorStyle;
import io.github.assetpaysim.simulator.http.HttpError;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.javalin.http.HttpStatus;
import java.util.Map;

/** The control API's errors: problem details as RFC 9457 has them. */
final class Problems implements ErrorStyle {
    /** Every other code is about what was sent. */
    private static final Map<Refusal.Code, Integer> STATUSES = Map.of(
            Code.UNAUTHORIZED, 401,
            Code.FORBIDDEN, 403,
            HttpError.NOT_FOUND, 404,
            HttpError.METHOD_NOT_ALLOWED, 405,
            Code.CONFLICT, 409,
            HttpError.BODY_TOO_LARGE, 413,
            HttpError.UNSUPPORTED_MEDIA_TYPE, 415,
            HttpError.INTERNAL_SERVER_ERROR, 500,
            HttpError.SERVICE_UNAVAILABLE, 503,
            Code.TIMEOUT, 504);

    private record Problem(String type, String title, int status, String detail, String requestId) {}

    /** What HTTP alone does not refuse. */
    enum Code implements Refusal.Code {
        UNAUTHORIZED,
        FORBIDDEN,
        CONFLICT,
        /** What was awaited has not come. */
        TIMEOUT
    }

    @Override
    public int status(Refusal.Code code) {
        return STATUSES.getOrDefault(code, 400);
    }

    @Override
    public String key(Refusal.Code code) {
        return code.name();
    }

    @Override
    public String contentType() {
        return "application/problem+json";
    }

    @Override
    public byte[] body(Refusal refusal, int status, String requestId) {
        String title = HttpStatus.forStatus(status).getMessage();
        return StrictJson.write(new Problem("about:blank", title, status, refusal.getMessage(), requestId));
    }
}
