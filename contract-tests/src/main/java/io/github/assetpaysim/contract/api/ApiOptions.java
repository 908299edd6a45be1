package io.github.assetpaysim.contract.api;

import io.github.assetpaysim.contract.InvisibleEnds;
import io.github.assetpaysim.contract.SteamUser;
import io.github.assetpaysim.contract.http.HttpUrl;
import io.github.assetpaysim.contract.plan.Effect;
import io.github.assetpaysim.contract.plan.Requirements;
import io.github.assetpaysim.contract.plan.Selection;
import io.github.assetpaysim.contract.report.Secrets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a run is told about the host and the merchant there. Every method that is named after an option sets it and returns the same
 * object, which one thread fills before the run begins.
 */
public final class ApiOptions {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** As long as somebody needs to find the telephone. */
    private static final Duration FOR_A_PERSON = Duration.ofMinutes(10);

    private final HttpUrl target;
    private boolean control = true;
    private String controlToken;
    private String apiKey;
    private String apiSecret;
    private String merchantId;
    private SteamUser user;
    private SteamUser otherUser;
    private Set<Effect> allowed = EnumSet.noneOf(Effect.class);
    private boolean verified;
    private HttpUrl receiverPublicUrl;
    private int receiverPort;
    private Duration patience = PATIENCE;
    private Consumer<String> person;
    private Selection selection = Selection.all(Requirements.API);

    private ApiOptions(HttpUrl target) {
        this.target = target;
    }

    /**
     * Options with the base URL of a simulator, of AssetPay's staging, or of any host that may be one.
     *
     * @throws IllegalArgumentException when it is no URL, or one of production
     */
    public static ApiOptions at(String target) {
        return new ApiOptions(HttpUrl.target(target));
    }

    /** A control API is not asked for: a simulator is judged as any other host. */
    public ApiOptions noControl() {
        control = false;
        return this;
    }

    /**
     * Token of a simulator's control API that is reachable beyond its machine.
     *
     * @throws IllegalArgumentException when it begins or ends with something invisible; so do {@link #apiKey} and, for a byte order
     *     mark and line ends, {@link #apiSecret}
     */
    public ApiOptions controlToken(String token) {
        controlToken = InvisibleEnds.checkedKey(token, "the control token");
        return this;
    }

    /** The merchant's API key; a simulator with a control API gives the run merchants of its own. */
    public ApiOptions apiKey(String key) {
        apiKey = InvisibleEnds.checkedKey(key, "the API key");
        return this;
    }

    /** The same merchant's API secret, which signs tokens and callbacks. */
    public ApiOptions apiSecret(String secret) {
        apiSecret = InvisibleEnds.checkedSecret(secret, "the API secret");
        return this;
    }

    /** The same merchant's id; otherwise it is read from a token. */
    public ApiOptions merchantId(String id) {
        merchantId = id;
        return this;
    }

    /** The user for whom to ask and, if allowed, to trade. */
    public ApiOptions user(SteamUser steamUser) {
        user = steamUser;
        return this;
    }

    /** A second user of the same merchant, who must see nothing of the first one's. */
    public ApiOptions otherUser(SteamUser steamUser) {
        otherUser = steamUser;
        return this;
    }

    /** What may be done at a host that is not this machine, besides reading. */
    public ApiOptions allow(Set<Effect> effects) {
        allowed = effects.isEmpty() ? EnumSet.noneOf(Effect.class) : EnumSet.copyOf(effects);
        return this;
    }

    /** The merchant has the rate limits of a verified one; otherwise those of an unverified one are kept at foreign hosts. */
    public ApiOptions verified() {
        verified = true;
        return this;
    }

    /** The URL under which AssetPay reaches the receiver of callbacks: the callback URL that is set for the merchant. */
    public ApiOptions receiverPublicUrl(String url) {
        receiverPublicUrl = HttpUrl.parse(url, "the receiver's public URL");
        return this;
    }

    /** The port on which the receiver listens on this machine, 0 to 65535; 0 for any. */
    public ApiOptions receiverPort(int port) {
        receiverPort = port;
        return this;
    }

    /** How long is waited for what a host does by itself. */
    public ApiOptions patience(Duration duration) {
        patience = duration;
        return this;
    }

    /** Somebody sits there, is told when to accept a Steam offer, and gets ten minutes for it. */
    public ApiOptions interactive(Consumer<String> teller) {
        person = teller;
        return this;
    }

    /** Which requirements to judge; all without it. */
    public ApiOptions selection(Selection chosen) {
        selection = chosen;
        return this;
    }

    HttpUrl target() {
        return target;
    }

    boolean usesControl() {
        return control;
    }

    String controlToken() {
        return controlToken;
    }

    String apiKey() {
        return apiKey;
    }

    /** What must be shown nowhere. */
    Secrets secrets() {
        return new Secrets(Arrays.asList(apiSecret, controlToken, apiKey));
    }

    String apiSecret() {
        return apiSecret;
    }

    String merchantId() {
        return merchantId;
    }

    SteamUser user() {
        return user;
    }

    SteamUser otherUser() {
        return otherUser;
    }

    Set<Effect> allowed() {
        return allowed;
    }

    boolean isVerified() {
        return verified;
    }

    HttpUrl receiverPublicUrl() {
        return receiverPublicUrl;
    }

    int receiverPort() {
        return receiverPort;
    }

    Duration patience() {
        return patience;
    }

    Duration awaitsPerson(String what) {
        if (person == null) {
            return patience;
        }
        person.accept(what + " within " + FOR_A_PERSON.toMinutes() + " minutes");
        return FOR_A_PERSON;
    }

    Selection selection() {
        return selection;
    }

    /** @throws IllegalArgumentException that names what a host without a control API cannot be judged without */
    void requireMerchant() {
        StringBuilder missing = new StringBuilder();
        require(missing, apiKey, "--api-key");
        require(missing, apiSecret, "--api-secret");
        require(missing, user, "--steam-id and --trade-url");
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("there is no control API at " + target
                    + ", so the kit needs a merchant and a user there: give " + missing);
        }
    }

    private static void require(StringBuilder missing, Object value, String option) {
        if (value == null) {
            missing.append(missing.isEmpty() ? "" : ", ").append(option);
        }
    }
}
