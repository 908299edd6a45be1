package io.github.assetpaysim.simulator.dialect.co;

import io.github.assetpaysim.simulator.http.ErrorStyle;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.trade.Refusal;

/** The dialect's envelope of errors (A3). */
final class Errors implements ErrorStyle {

    private record Failure(String requestId, boolean success, Error error) {}

    private record Error(int code, String key, String message) {}

    @Override
    public int status(Refusal.Code code) {
        return ErrorRow.status(code);
    }

    @Override
    public String key(Refusal.Code code) {
        return ErrorRow.of(code).name();
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public byte[] body(Refusal refusal, int status, String requestId) {
        ErrorRow row = ErrorRow.of(refusal.code());
        return StrictJson.write(new Failure(requestId, false, new Error(row.code, row.name(), refusal.getMessage())));
    }
}
