package io.github.assetpaysim.contract.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * A merchant in the simulator for one check, whose clock stands still and to whom everything happens on demand. Thread-safe: it has
 * no state that changes.
 */
public final class ControlledMerchant {
    private final Control control;
    private final JsonNode merchant;
    private final String path;

    private ControlledMerchant(Control control, JsonNode merchant, String path) {
        this.control = control;
        this.merchant = merchant;
        this.path = path;
    }

    private static String path(String id) {
        return "/merchants/" + id;
    }

    /**
     * Makes it.
     *
     * @param id that nobody has
     * @param settings as the control API takes them; credentials are made up unless given
     * @throws IOException when the simulator will not
     */
    public static ControlledMerchant make(Control control, String id, ObjectNode settings)
            throws IOException, InterruptedException {
        JsonNode made = control.post("/merchants", settings.deepCopy().put("merchantId", id));
        return new ControlledMerchant(control, made, path(id));
    }

    /** Throws the merchant with this id away, if there is one. */
    public static void throwAway(Control control, String id) {
        try {
            control.delete(path(id));
        } catch (IOException e) {
            // It may be gone already, by itself or with the simulator.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public String apiKey() {
        return merchant.path("apiKey").asText();
    }

    public String apiSecret() {
        return merchant.path("apiSecret").asText();
    }

    public String merchantId() {
        return merchant.path("merchantId").asText();
    }

    /** Makes something happen to a trade, as if the world had done it. */
    public void happen(String tradeId, String event) throws IOException, InterruptedException {
        control.post(path + "/trades/" + tradeId + "/events", Json.object().put("event", event));
    }

    /** Waits until a trade has had a status; the simulator says 504 when it has not within 5 s. */
    public void awaitStatus(String tradeId, String status) throws IOException, InterruptedException {
        control.get(path + "/trades/" + tradeId + "/await?status=" + status);
    }

    /** Gives it other settings, as the control API takes them; an attempt on its way keeps the time that it had. */
    public void change(ObjectNode settings) throws IOException, InterruptedException {
        control.patch(path, settings);
    }

    /** Whether a trade has had a status, or has it within this time. */
    public boolean hasReached(String tradeId, String status, Duration within) throws IOException, InterruptedException {
        return comesTrue(path + "/trades/" + tradeId + "/await?status=" + status, within);
    }

    private boolean comesTrue(String address, Duration within) throws IOException, InterruptedException {
        try {
            control.get(address + "&timeout=" + within.toMillis() + "ms");
            return true;
        } catch (Control.Refused e) {
            if (e.status() != 504) {
                throw e;
            }
            return false;
        }
    }

    /** USD that it has at AssetPay, those included that open withdrawals have reserved. */
    public BigDecimal balance() throws IOException, InterruptedException {
        return control.get(path + "/balance").path("balance").decimalValue();
    }

    /** Lets time pass; everything that becomes due is done on return, callbacks answered or timed out. */
    public void advance(Duration by) throws IOException, InterruptedException {
        control.post(path + "/clock/advance", Json.object().put("by", by.toString()), Duration.ofMinutes(2));
    }

    /** Makes a user somebody with this profile, as the control API takes it. */
    public void profile(String steamId, ObjectNode profile) throws IOException, InterruptedException {
        control.put(path + "/users/" + steamId, profile);
    }

    /** Asks below {@code /_sim/merchants/{id}}. */
    public JsonNode get(String more) throws IOException, InterruptedException {
        return control.get(path + more);
    }

    /** The same with a body. */
    public JsonNode post(String more, ObjectNode body) throws IOException, InterruptedException {
        return control.post(path + more, body);
    }

    /** The same. */
    public JsonNode put(String more, ObjectNode body) throws IOException, InterruptedException {
        return control.put(path + more, body);
    }

    /** Deletes something below {@code /_sim/merchants/{id}}. */
    public void delete(String more) throws IOException, InterruptedException {
        control.delete(path + more);
    }
}
