package io.github.assetpaysim.simulator.dialect.co;

import io.github.assetpaysim.simulator.http.ErrorStyle;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.traffic.Exchange;

/** The dialect's error table (A9) and envelope (A3). */
final class CoErrors implements ErrorStyle {

    private record Row(int code, String key, int http) {}

    private record Failure(String requestId, boolean success, Error error) {}

    private record Error(int code, String key, String message) {}

    private static Row row(Refusal.Reason reason) {
        return switch (reason) {
            case EXTERNAL_ID_EXISTS -> new Row(1, "EXTERNAL_ID_EXISTS", 409);
            case MISSING_ITEMS -> new Row(2, "MISSING_ITEMS", 400);
            case INVENTORY_FETCH_FAILED -> new Row(3, "INVENTORY_FETCH_FAILED", 500);
            case NO_OFFER_FOUND -> new Row(4, "NO_OFFER_FOUND", 400);
            case TRADE_OFFER_FAILED -> new Row(5, "TRADE_OFFER_FAILED", 500);
            case TOO_MANY_ACTIVE_TRADES -> new Row(6, "TOO_MANY_ACTIVE_TRADES", 429);
            case USER_NOT_TRADEABLE -> new Row(7, "USER_NOT_TRADEABLE", 400);
            case TOO_MANY_ITEMS -> new Row(8, "TOO_MANY_ITEMS", 400);
            case ITEMS_UNAVAILABLE -> new Row(9, "ITEMS_UNAVAILABLE", 400);
            case ITEMS_NOT_ACCEPTED -> new Row(10, "ITEMS_NOT_ACCEPTED", 400);
            case PRICE_CHANGED -> new Row(11, "PRICE_CHANGED", 409);
            case MERCHANT_BALANCE_LOW -> new Row(12, "MERCHANT_BALANCE_LOW", 400);
            case INVALID_TRADEURL -> new Row(14, "INVALID_TRADEURL", 400);
            case LISTING_NOT_FOUND -> new Row(15, "LISTING_NOT_FOUND", 404);
            case LISTING_PRICE_INVALID -> new Row(16, "LISTING_PRICE_INVALID", 400);
            case INVALID_LISTING_ID -> new Row(17, "INVALID_LISTING_ID", 400);
            case DATABASE_ERROR -> new Row(18, "DATABASE_ERROR", 500);
            case INSUFFICIENT_ITEM_AMOUNT -> new Row(19, "INSUFFICIENT_ITEM_AMOUNT", 400);
            case EXCEEDS_MAX_AMOUNT -> new Row(20, "EXCEEDS_MAX_AMOUNT", 400);
            case DEPOSIT_IN_PROGRESS -> new Row(21, "DEPOSIT_IN_PROGRESS", 429);
            case SERVER_ERROR -> new Row(1000, "SERVER_ERROR", 500);
            case VALIDATION_FAILED -> new Row(1001, "VALIDATION_FAILED", 400);
            case BODY_TOO_LARGE -> new Row(1001, "VALIDATION_FAILED", 413);
            case UNSUPPORTED_MEDIA_TYPE -> new Row(1001, "VALIDATION_FAILED", 415);
            case UNAUTHORIZED -> new Row(1002, "UNAUTHORIZED", 401);
            case FORBIDDEN -> new Row(1003, "FORBIDDEN", 403);
            case NOT_FOUND -> new Row(1004, "NOT_FOUND", 404);
            case METHOD_NOT_ALLOWED -> new Row(1004, "NOT_FOUND", 405);
            case CONFLICT -> new Row(1005, "CONFLICT", 409);
            case UNPROCESSABLE -> new Row(1006, "UNPROCESSABLE", 422);
            case RATE_LIMITED -> new Row(1007, "RATE_LIMITED", 429);
            case SERVICE_UNAVAILABLE -> new Row(1008, "SERVICE_UNAVAILABLE", 503);
            case SYSTEM_MAINTENANCE -> new Row(1009, "SYSTEM_MAINTENANCE", 503);
            case MISSING_API_KEY -> new Row(1400, "MISSING_API_KEY", 401);
            case INVALID_API_KEY -> new Row(1401, "INVALID_API_KEY", 401);
        };
    }

    /** How the envelope names a reason. */
    static Exchange.Error named(Refusal.Reason reason) {
        Row row = row(reason);
        return new Exchange.Error(row.code(), row.key());
    }

    @Override
    public int status(Refusal.Reason reason) {
        return row(reason).http();
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public byte[] body(Refusal refusal, int status, String requestId) {
        Row row = row(refusal.reason());
        return StrictJson.write(new Failure(requestId, false, new Error(row.code(), row.key(), refusal.getMessage())));
    }
}
