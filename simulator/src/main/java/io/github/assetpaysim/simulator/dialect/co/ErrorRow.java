package io.github.assetpaysim.simulator.dialect.co;

import io.github.assetpaysim.simulator.http.HttpError;
import io.github.assetpaysim.simulator.trade.Refusal;

/** The dialect's error table (A9), complete, including what no endpoint refuses yet. A constant's name is the row's key. */
enum ErrorRow implements Refusal.Code {
    EXTERNAL_ID_EXISTS(1, 409),
    MISSING_ITEMS(2, 400),
    INVENTORY_FETCH_FAILED(3, 500),
    NO_OFFER_FOUND(4, 400),
    TRADE_OFFER_FAILED(5, 500),
    TOO_MANY_ACTIVE_TRADES(6, 429),
    USER_NOT_TRADEABLE(7, 400),
    TOO_MANY_ITEMS(8, 400),
    ITEMS_UNAVAILABLE(9, 400),
    ITEMS_NOT_ACCEPTED(10, 400),
    PRICE_CHANGED(11, 409),
    MERCHANT_BALANCE_LOW(12, 400),
    INVALID_TRADEURL(14, 400),
    LISTING_NOT_FOUND(15, 404),
    LISTING_PRICE_INVALID(16, 400),
    INVALID_LISTING_ID(17, 400),
    DATABASE_ERROR(18, 500),
    INSUFFICIENT_ITEM_AMOUNT(19, 400),
    EXCEEDS_MAX_AMOUNT(20, 400),
    DEPOSIT_IN_PROGRESS(21, 429),
    SERVER_ERROR(1000, 500),
    VALIDATION_FAILED(1001, 400),
    UNAUTHORIZED(1002, 401),
    FORBIDDEN(1003, 403),
    NOT_FOUND(1004, 404),
    CONFLICT(1005, 409),
    UNPROCESSABLE(1006, 422),
    RATE_LIMITED(1007, 429),
    SERVICE_UNAVAILABLE(1008, 503),
    SYSTEM_MAINTENANCE(1009, 503),
    MISSING_API_KEY(1400, 401),
    INVALID_API_KEY(1401, 401);

    final int code;
    final int http;

    ErrorRow(int code, int http) {
        this.code = code;
        this.http = http;
    }

    @Override
    public boolean endsByItself() {
        return this == RATE_LIMITED;
    }

    /** The row that goes with a code of the core, of HTTP or of this table itself. */
    static ErrorRow of(Refusal.Code code) {
        if (code instanceof Refusal.Reason reason) {
            return of(reason);
        }
        return code instanceof HttpError error ? of(error) : (ErrorRow) code;
    }

    private static ErrorRow of(Refusal.Reason reason) {
        return switch (reason) {
            case MISSING_API_KEY -> MISSING_API_KEY;
            case INVALID_API_KEY -> INVALID_API_KEY;
            case MISSING_SCOPE -> FORBIDDEN;
            case MISSING_TOKEN, INVALID_TOKEN, EXPIRED_TOKEN -> UNAUTHORIZED;
            case RATE_LIMITED -> RATE_LIMITED;
            case SYSTEM_MAINTENANCE -> SYSTEM_MAINTENANCE;
            case INVENTORY_PRIVATE, STEAM_UNAVAILABLE -> INVENTORY_FETCH_FAILED;
            case EXTERNAL_ID_EXISTS -> EXTERNAL_ID_EXISTS;
            case INVALID_TRADEURL -> INVALID_TRADEURL;
            case USER_NOT_TRADEABLE -> USER_NOT_TRADEABLE;
            case DEPOSIT_IN_PROGRESS -> DEPOSIT_IN_PROGRESS;
            case TOO_MANY_ACTIVE_TRADES -> TOO_MANY_ACTIVE_TRADES;
            case ITEMS_UNAVAILABLE -> ITEMS_UNAVAILABLE;
            case ITEMS_NOT_ACCEPTED -> ITEMS_NOT_ACCEPTED;
            case INSUFFICIENT_ITEM_AMOUNT -> INSUFFICIENT_ITEM_AMOUNT;
            case EXCEEDS_MAX_AMOUNT -> EXCEEDS_MAX_AMOUNT;
            case NO_OFFER_FOUND -> NO_OFFER_FOUND;
            case PRICE_CHANGED -> PRICE_CHANGED;
            case INVALID_LISTING_ID -> INVALID_LISTING_ID;
            case LISTING_NOT_FOUND -> LISTING_NOT_FOUND;
            case LISTING_PRICE_INVALID -> LISTING_PRICE_INVALID;
            case MERCHANT_BALANCE_LOW -> MERCHANT_BALANCE_LOW;
        };
    }

    private static ErrorRow of(HttpError error) {
        return switch (error) {
            case BAD_REQUEST, INVALID_FIELD, BODY_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE -> VALIDATION_FAILED;
            case NOT_FOUND, METHOD_NOT_ALLOWED -> NOT_FOUND;
            case INTERNAL_SERVER_ERROR -> SERVER_ERROR;
            case SERVICE_UNAVAILABLE -> SERVICE_UNAVAILABLE;
        };
    }

    /** The HTTP status of an answer that refuses with a code; some matters of HTTP share a row, but not its status. */
    static int status(Refusal.Code code) {
        if (code == HttpError.METHOD_NOT_ALLOWED) {
            return 405;
        }
        if (code == HttpError.BODY_TOO_LARGE) {
            return 413;
        }
        return code == HttpError.UNSUPPORTED_MEDIA_TYPE ? 415 : of(code).http;
    }
}
