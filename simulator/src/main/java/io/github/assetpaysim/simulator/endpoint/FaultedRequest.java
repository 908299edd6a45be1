package io.github.assetpaysim.simulator.endpoint;

import io.github.assetpaysim.simulator.fault.ApiFault;
import io.github.assetpaysim.simulator.http.BrokenAnswer;
import io.github.assetpaysim.simulator.http.ProxyPage;
import io.github.assetpaysim.simulator.http.RequestRecorder;
import io.github.assetpaysim.simulator.http.WebServer;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.Merchants;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What becomes of a request when the faults of its merchant strike it: all delays first, then one thing more at most. What keeps
 * the request from happening goes before what breaks its answer; among equals the plan's order decides.
 */
final class FaultedRequest {
    private FaultedRequest() {}

    /**
     * Counts a request and carries it out as far as the faults allow; the last that a handler does.
     *
     * @param request the rest of the handler; it may throw and wait as any
     */
    static void carryOut(
            Context ctx,
            Merchants merchants,
            Merchant merchant,
            String operation,
            String steamId,
            InstantSource wall,
            Runnable request) {
        List<ApiFault> faults = merchant.faults().onRequest(operation, steamId);
        if (faults.isEmpty()) {
            request.run();
            return;
        }
        List<ApiFault> delays = new ArrayList<>(faults);
        delays.removeIf(fault -> fault.what() != ApiFault.What.DELAY);
        Optional<ApiFault> decisive = faults.stream()
                .filter(fault -> !delays.contains(fault))
                .min(Comparator.comparing(fault -> fault.what().happensAllTheSame()));
        WebServer.struckBy(
                ctx,
                Stream.concat(delays.stream(), decisive.stream())
                        .map(ApiFault::name)
                        .toList());
        Consumer<byte[]> prevented = answer ->
                merchant.requests().add(RequestRecorder.of(ctx, wall.instant(), answer, null, steamId, it -> null));
        Duration delay = delays.stream().map(ApiFault::delay).reduce(Duration.ZERO, Duration::plus);
        if (delay.isZero()) {
            end(ctx, decisive, request, prevented);
        } else {
            WebServer.later(ctx, delay, () -> {
                refuseIfGone(merchants, merchant, steamId);
                end(ctx, decisive, request, prevented);
            });
        }
    }

    private static void end(Context ctx, Optional<ApiFault> decisive, Runnable request, Consumer<byte[]> prevented) {
        switch (decisive.map(ApiFault::what).orElse(ApiFault.What.DELAY)) {
            case REFUSE -> throw decisive.orElseThrow().refusal();
            case RESET -> {
                BrokenAnswer.reset(ctx);
                prevented.accept(new byte[0]);
            }
            case PROXY_PAGE -> prevented.accept(ProxyPage.answer(ctx));
            case LOSE_ANSWER -> {
                BrokenAnswer.lose(ctx);
                request.run();
            }
            case CUT_ANSWER -> {
                BrokenAnswer.cut(ctx);
                request.run();
            }
            case DELAY -> request.run();
        }
    }

    /** What was done in a merchant that has ended would never move, and not be seen in the one that may have taken its place. */
    private static void refuseIfGone(Merchants merchants, Merchant merchant, String steamId) {
        String merchantId = merchant.credentials().merchantId();
        if (merchants.byMerchantId(merchantId).orElse(null) != merchant) {
            throw new Refusal(
                    steamId == null ? Refusal.Reason.INVALID_API_KEY : Refusal.Reason.INVALID_TOKEN,
                    "the merchant was deleted while a fault delayed this request");
        }
    }
}
