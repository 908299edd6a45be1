package io.github.assetpaysim.simulator.http;

import io.github.assetpaysim.simulator.trade.Refusal;

/** Why a request is refused before it comes to what it asks for: it is not what HTTP, JSON or the routes of the API need. */
public enum HttpError implements Refusal.Code {
    /** The request or its body cannot be read. */
    BAD_REQUEST,
    /** A member of the body or a parameter of the query is not what was expected. */
    INVALID_FIELD,
    NOT_FOUND,
    METHOD_NOT_ALLOWED,
    BODY_TOO_LARGE,
    UNSUPPORTED_MEDIA_TYPE,
    /** A bug of the simulator. */
    INTERNAL_SERVER_ERROR,
    /** The server stops, or has no memory left. */
    SERVICE_UNAVAILABLE
}
