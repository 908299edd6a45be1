package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.http.Body;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.http.HttpError;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.setting.Parameters;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.time.Advance;
import io.github.assetpaysim.simulator.time.AdvanceRunning;
import io.github.assetpaysim.simulator.time.Durations;
import io.github.assetpaysim.simulator.time.Timeline;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The part of the control API about time. */
final class ClockCalls {
    private static final Setting<Duration> BY = Parameters.duration("by", "");

    private ClockCalls() {}

    record Clock(String mode, Instant now, int pending, Instant nextDue) {}

    static Clock clock(Merchant merchant) {
        Timeline timeline = merchant.timeline();
        return new Clock(
                timeline.mode().name().toLowerCase(Locale.ROOT),
                timeline.instant(),
                timeline.pending(),
                timeline.nextDue());
    }

    static CompletableFuture<Advance> advance(Context ctx, Merchant merchant) {
        Timeline timeline = merchant.timeline();
        Fields body = Body.json(ctx).refuseUnknown(Set.of("by", "to"));
        if (body.has("by") == body.has("to")) {
            throw new Refusal(HttpError.INVALID_FIELD, "give either by, " + Durations.SYNTAX + ", or to, an instant");
        }
        try {
            return timeline.startAdvance(now -> body.has("by") ? now.plus(body.required(BY)) : to(body, now))
                    .thenApply(done -> {
                        if (timeline.isClosed()) {
                            throw new Refusal(
                                    HttpError.NOT_FOUND,
                                    "merchant '" + merchant.id()
                                            + "' ended while its time was being advanced; it stood still at "
                                            + done.now());
                        }
                        return done;
                    });
        } catch (AdvanceRunning e) {
            throw new Refusal(Problems.Code.CONFLICT, e.getMessage());
        }
    }

    private static Instant to(Fields body, Instant now) {
        String expected = "an instant from the merchant's now, " + now + ", on, and at most 100 years after it";
        try {
            Instant to = Instant.parse(body.text("to", expected));
            if (to.isBefore(now) || to.isAfter(now.plus(Durations.LONGEST))) {
                throw body.wrong("to", expected);
            }
            return to;
        } catch (DateTimeParseException e) {
            throw body.wrong("to", expected);
        }
    }
}
