package io.github.assetpaysim.contract.merchant;

import io.github.assetpaysim.contract.plan.Result;
import io.github.assetpaysim.contract.zoo.BrokenMerchant;
import io.github.assetpaysim.contract.zoo.Config;
import io.github.assetpaysim.contract.zoo.Flaw;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import org.junit.jupiter.api.Test;

class ProofTest {
    @Test
    void tries() throws Exception {
        String only = System.getProperty("flaws", "");
        try (Simulator simulator = Simulator.start(Settings.STANDARD)) {
            ExecutorService threads = Executors.newFixedThreadPool(Integer.getInteger("flawsAtOnce", 4));
            Map<Flaw, Future<String>> all = new LinkedHashMap<>();
            long t0 = System.nanoTime();
            for (Flaw flaw : Flaw.values()) {
                if (only.isEmpty() || List.of(only.split(",")).contains(flaw.name()))
                    all.put(flaw, threads.submit(() -> run(simulator, flaw)));
            }
            for (var e : all.entrySet())
                System.out.println("FLAW " + e.getKey() + " " + e.getValue().get());
            System.out.println("FLAW all in " + (System.nanoTime() - t0) / 1_000_000);
        }
    }

    static String run(Simulator simulator, Flaw flaw) {
        long t = System.nanoTime();
        boolean slow = flaw == Flaw.SLOW || flaw == Flaw.TOO_SLOW;
        String key = "ap_" + flaw.name().toLowerCase();
        Config config = Config.of("s3cret", flaw.policy()).with(simulator.baseUrl(), key);
        try (BrokenMerchant merchant = BrokenMerchant.start(flaw, config)) {
            MerchantOptions options = MerchantOptions.at(simulator.toString())
                    .apiSecret("s3cret")
                    .apiKey(key)
                    .callbackUrl(merchant.callbackUrl().toString())
                    .probe(merchant::balance)
                    .callbackTimeout(Duration.ofSeconds(flaw == Flaw.TOO_SLOW ? 6 : 15))
                    .creditPolicy(
                            CreditPolicy.of(flaw.policy().name().toLowerCase()).get())
                    .atOnce(flaw == Flaw.KEEPS_USER_IN_A_FIELD && Boolean.getBoolean("alone") ? 1 : 48)
                    .settle(Duration.ofMillis(Integer.getInteger("settle", 400)));
            if (flaw.needsOwnDeposits())
                options.startDeposit(StartDeposit.of("POST " + merchant.url() + "/deposits", null));
            try (MerchantPlan plan = MerchantPlan.open(options)) {
                List<Result> results = plan.plan().run(48, r -> {});
                Set<String> bad = new TreeSet<>();
                Set<String> skip = new TreeSet<>();
                StringBuilder why = new StringBuilder();
                for (Result r : results) {
                    if (r.verdict().violated()) {
                        bad.add(r.id());
                        why.append("\n      " + r.id() + " " + r.reason());
                    }
                    if (!r.verdict().judged()) {
                        skip.add(r.id());
                        if (skip.size() < 3) why.append("\n      " + r.verdict() + " " + r.id() + " " + r.reason());
                    }
                }
                Set<String> extra = new TreeSet<>(bad);
                extra.removeAll(flaw.requirements());
                String main = flaw.requirements().isEmpty()
                        ? "-"
                        : flaw.requirements().get(0);
                boolean ok = extra.isEmpty() && (flaw.requirements().isEmpty() || bad.contains(main));
                return (ok ? "OK " : "BAD ") + "main=" + main + " violated=" + bad + " extra=" + extra + " unjudged="
                        + skip.size() + " ms=" + (System.nanoTime() - t) / 1_000_000 + (ok ? "" : why);
            }
        } catch (Throwable e) {
            return "BAD " + e;
        }
    }
}
