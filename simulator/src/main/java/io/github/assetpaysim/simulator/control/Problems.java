package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.http.ErrorStyle;
import io.github.assetpaysim.simulator.http.HttpError;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.trade.Refusal;

/** The control API's errors: problem details as RFC 9457 has them. */
final class Problems implements ErrorStyle {

    private record Problem(String type, String title, int status, String detail, String requestId) {}

    /** What HTTP alone does not refuse. */
    enum Code implements Refusal.Code {
        UNAUTHORIZED,
        FORBIDDEN,
        CONFLICT
    }

    @Override
    public int status(Refusal.Code code) {
        if (code instanceof HttpError error) {
            return status(error);
        }
        return code instanceof Code own ? status(own) : 400;
    }

    private static int status(Code code) {
        return switch (code) {
            case UNAUTHORIZED -> 401;
            case FORBIDDEN -> 403;
            case CONFLICT -> 409;
        };
    }

    private static int status(HttpError error) {
        return switch (error) {
            case BAD_REQUEST, INVALID_FIELD -> 400;
            case NOT_FOUND -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case BODY_TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case INTERNAL_SERVER_ERROR -> 500;
            case SERVICE_UNAVAILABLE -> 503;
        };
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
        return StrictJson.write(new Problem("about:blank", title(status), status, refusal.getMessage(), requestId));
    }

    private static String title(int status) {
        return switch (status) {
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 504 -> "Gateway Timeout";
            default -> status < 500 ? "Bad Request" : "Internal Server Error";
        };
    }
}
