package io.github.assetpaysim.contract.merchant.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.http.Http;
import io.github.assetpaysim.contract.http.HttpUrl;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/** Asks the merchant over HTTP. Thread-safe: it has no state but its client. */
public final class HttpProbe implements Probe {
    private static final String PLACE = "{steamId}";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_DIGITS = 40;

    private final Http http = new Http();
    private final String url;
    private final JsonPointer pointer;

    /**
     * A probe at a URL.
     *
     * @param url in which {@code {steamId}} stands for the user
     * @param pointer JSON pointer to the number in the answer
     * @throws IllegalArgumentException when either is none
     */
    public HttpProbe(String url, String pointer) {
        if (!url.contains(PLACE)) {
            throw new IllegalArgumentException(
                    "the probe '" + HttpUrl.masked(url) + "' does not say where the user's Steam id goes:"
                            + " put {steamId} there, as in http://127.0.0.1:3000/users/{steamId}");
        }
        this.url = url;
        url("0");
        try {
            this.pointer = JsonPointer.compile(pointer);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + pointer + "' is no JSON pointer: it begins with a slash, as in /balance", e);
        }
    }

    public HttpUrl url(String steamId) {
        return HttpUrl.parse(url.replace(PLACE, steamId), "the probe");
    }

    @Override
    public BigDecimal balance(String steamId) throws IOException, InterruptedException {
        HttpUrl to = url(steamId);
        Http.Answer answer = http.send("GET", to, Map.of("Accept", "application/json"), null, PATIENCE);
        if (answer.status() == 404) {
            return BigDecimal.ZERO;
        }
        if (answer.status() != 200) {
            throw new IOException("GET " + to + " answered " + answer.shown());
        }
        JsonNode value = answer.json().at(pointer);
        if (value.isTextual()) {
            throw new IOException("GET " + to + " has the text \"" + value.textValue() + "\" at " + pointer
                    + ": a balance must be a JSON number of USD, for a text may be anything");
        }
        if (!value.isNumber()) {
            throw new IOException("GET " + to + " has no number at " + pointer + ", it answered " + answer.shown());
        }
        BigDecimal balance = value.decimalValue();
        if (balance.precision() > MOST_DIGITS || Math.abs((long) balance.scale()) > MOST_DIGITS) {
            throw new IOException("GET " + to + " has " + value + " at " + pointer + ", which is no amount of USD");
        }
        return balance;
    }

    /** Whether the merchant knows the user at all. */
    public boolean knows(String steamId) throws IOException, InterruptedException {
        HttpUrl to = url(steamId);
        return http.send("GET", to, Map.of("Accept", "application/json"), null, PATIENCE)
                        .status()
                != 404;
    }

    @Override
    public String toString() {
        return HttpUrl.masked(url) + " " + pointer;
    }
}
