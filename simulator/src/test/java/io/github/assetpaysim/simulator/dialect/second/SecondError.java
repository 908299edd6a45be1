package io.github.assetpaysim.simulator.dialect.second;

import io.github.assetpaysim.simulator.http.HttpError;
import io.github.assetpaysim.simulator.trade.Refusal;
import java.util.Map;

/** The second dialect's error table: other codes and statuses than the first one's, for the same refusals. */
enum SecondError implements Refusal.Code {
    TRADING(1, 400),
    INVALID_TRADEURL(13, 400),
    STEAM_UNAVAILABLE(31, 424),
    PRICE_CHANGED(61, 409),
    VALIDATION_FAILED(1001, 422),
    NOT_FOUND(1003, 404),
    RATE_LIMITED(1005, 429),
    SERVER_ERROR(1006, 500),
    SYSTEM_MAINTENANCE(1007, 503),
    INVALID_TOKEN(1102, 401),
    MISSING_BEARER(1108, 401),
    TOKEN_EXPIRED(1111, 401),
    MISSING_API_KEY(1900, 401),
    INVALID_API_KEY(1901, 401);

    final int code;
    final int http;

    SecondError(int code, int http) {
        this.code = code;
        this.http = http;
    }

    /** A refusal of this dialect alone: which members were wrong, each with the reason. */
    record InvalidFields(Map<String, String> fields) implements Refusal.Code {
        @Override
        public String name() {
            return VALIDATION_FAILED.name();
        }
    }

    @Override
    public boolean endsByItself() {
        return this == RATE_LIMITED;
    }

    static SecondError of(Refusal.Code code) {
        if (code instanceof Refusal.Reason reason) {
            return switch (reason) {
                case MISSING_API_KEY -> MISSING_API_KEY;
                case INVALID_API_KEY, MISSING_SCOPE -> INVALID_API_KEY;
                case MISSING_TOKEN -> MISSING_BEARER;
                case INVALID_TOKEN -> INVALID_TOKEN;
                case EXPIRED_TOKEN -> TOKEN_EXPIRED;
                case RATE_LIMITED, DEPOSIT_IN_PROGRESS, TOO_MANY_ACTIVE_TRADES -> RATE_LIMITED;
                case SYSTEM_MAINTENANCE -> SYSTEM_MAINTENANCE;
                case INVENTORY_PRIVATE, STEAM_UNAVAILABLE -> STEAM_UNAVAILABLE;
                case INVALID_TRADEURL -> INVALID_TRADEURL;
                case PRICE_CHANGED -> PRICE_CHANGED;
                case EXTERNAL_ID_EXISTS,
                        USER_NOT_TRADEABLE,
                        ITEMS_UNAVAILABLE,
                        ITEMS_NOT_ACCEPTED,
                        INSUFFICIENT_ITEM_AMOUNT,
                        EXCEEDS_MAX_AMOUNT,
                        NO_OFFER_FOUND,
                        INVALID_LISTING_ID,
                        LISTING_NOT_FOUND,
                        LISTING_PRICE_INVALID,
                        MERCHANT_BALANCE_LOW -> TRADING;
            };
        }
        if (code instanceof HttpError error) {
            return switch (error) {
                case NOT_FOUND, METHOD_NOT_ALLOWED -> NOT_FOUND;
                case BAD_REQUEST, INVALID_FIELD, BODY_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE -> VALIDATION_FAILED;
                case INTERNAL_SERVER_ERROR -> SERVER_ERROR;
                case SERVICE_UNAVAILABLE -> SYSTEM_MAINTENANCE;
            };
        }
        return code instanceof InvalidFields ? VALIDATION_FAILED : (SecondError) code;
    }
}
