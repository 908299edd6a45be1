package io.github.assetpaysim.contract.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
    private static final Requirement MUST = Requirements.named("SIG-01");
    private static final Requirement SHOULD = Requirements.named("LATE-01");

    private static final Starvation QUIET = new Starvation(() -> 0);

    private static Result run(Requirement requirement, Check.Attempt attempt) {
        return new Check(requirement, attempt).run(QUIET);
    }

    @Test
    void a_check_that_ends_normally_passes() {
        Result result = run(MUST, notes -> notes.line("looked"));

        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.reason()).isNull();
        assertThat(result.evidence().lines()).containsExactly("looked");
    }

    @Test
    void a_violation_is_a_failure_of_a_MUST_and_a_warning_of_a_SHOULD() {
        Check.Attempt violated = notes -> {
            throw CheckFailure.violated("one", "two");
        };

        assertThat(run(MUST, violated).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(run(SHOULD, violated).verdict()).isEqualTo(Verdict.WARNING);
        assertThat(run(MUST, violated).reason()).isEqualTo("expected one, came two");
        assertThat(run(MUST, violated))
                .extracting(Result::expected, Result::came)
                .containsExactly("one", "two");
    }

    @Test
    void what_cannot_be_judged_says_why() {
        assertThat(run(MUST, notes -> {
                    throw CheckFailure.skipped("no simulator");
                }))
                .extracting(Result::verdict, Result::reason)
                .containsExactly(Verdict.SKIPPED, "no simulator");
        assertThat(run(MUST, notes -> {
                    throw CheckFailure.inconclusive("no probe");
                }))
                .extracting(Result::verdict, Result::reason)
                .containsExactly(Verdict.INCONCLUSIVE, "no probe");
    }

    @Test
    void whatever_else_goes_wrong_is_no_verdict_about_the_merchant() {
        assertThat(run(MUST, notes -> {
                    throw new IOException("connection reset");
                }))
                .extracting(Result::verdict, Result::reason)
                .containsExactly(Verdict.INCONCLUSIVE, "the check broke off: connection reset");
        assertThat(run(MUST, notes -> {
                            throw new AssertionError("not JSON");
                        })
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void what_a_check_waits_for_may_end_it_and_is_no_part_of_its_time() {
        AtomicLong clock = new AtomicLong();
        Check waits = new Check(
                MUST,
                notes -> clock.addAndGet(Duration.ofMillis(300).toNanos()),
                notes -> clock.addAndGet(Duration.ofMillis(7).toNanos()));
        Result result = waits.run(new Starvation(clock::get));
        Result skipped = new Check(
                        MUST,
                        notes -> {
                            throw CheckFailure.skipped("no ordinary path");
                        },
                        notes -> {
                            throw new AssertionError("was made all the same");
                        })
                .run(QUIET);

        assertThat(result.millis()).isEqualTo(7);
        assertThat(skipped.verdict()).isEqualTo(Verdict.SKIPPED);
    }

    @Test
    void checks_run_at_the_same_time_and_results_come_in_their_order() {
        CountDownLatch met = new CountDownLatch(2);
        Check.Attempt meets = notes -> {
            met.countDown();
            if (!met.await(10, TimeUnit.SECONDS)) {
                throw CheckFailure.violated("company", "nobody");
            }
        };
        List<String> told = new ArrayList<>();

        List<Result> results = new Plan("toy", List.of(new Check(MUST, meets), new Check(SHOULD, meets)))
                .run(2, result -> told.add(result.id()));

        assertThat(results).extracting(Result::verdict).containsOnly(Verdict.PASS);
        assertThat(results).extracting(Result::id).containsExactly("SIG-01", "LATE-01");
        assertThat(told).containsExactlyInAnyOrder("SIG-01", "LATE-01");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void a_closing_check_is_made_when_all_others_have_ended_wherever_it_stands(int atOnce) {
        AtomicInteger ended = new AtomicInteger();
        Check closing =
                new Check(MUST, true, notes -> {}, notes -> assertThat(ended).hasValue(2));
        List<Check> checks = Requirements.MERCHANT.stream()
                .filter(requirement -> !requirement.id().equals(MUST.id()))
                .limit(2)
                .map(requirement -> new Check(requirement, notes -> {
                    Thread.yield();
                    ended.incrementAndGet();
                }))
                .toList();

        List<Result> results =
                new Plan("toy", List.of(closing, checks.get(0), checks.get(1))).run(atOnce, result -> {});

        assertThat(results).extracting(Result::verdict).containsOnly(Verdict.PASS);
        assertThat(results.get(0).id()).isEqualTo(MUST.id());
    }

    @Test
    void closing_checks_are_started_in_their_order() {
        List<String> started = new ArrayList<>();
        List<Check> checks = Requirements.MERCHANT.stream()
                .limit(4)
                .map(requirement -> new Check(requirement, true, notes -> {}, notes -> started.add(requirement.id())))
                .toList();

        List<Result> results = new Plan("toy", checks).run(1, result -> {});

        assertThat(started)
                .containsExactlyElementsOf(results.stream().map(Result::id).toList());
    }

    @Test
    void a_closing_check_is_made_also_when_there_is_no_other() {
        Check closing = new Check(MUST, true, notes -> {}, notes -> {});

        assertThat(new Plan("toy", List.of(closing)).run(1, result -> {}))
                .extracting(Result::verdict)
                .containsExactly(Verdict.PASS);
    }

    @Test
    void a_closing_check_is_made_also_when_a_result_cannot_be_told() throws InterruptedException {
        CountDownLatch made = new CountDownLatch(1);
        Check closing = new Check(SHOULD, true, notes -> {}, notes -> made.countDown());

        new Plan("toy", List.of(new Check(MUST, notes -> {}), closing)).start(1, result -> {
            throw new IllegalStateException("nobody listens");
        });

        assertThat(made.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void no_more_checks_run_at_once_than_were_allowed() {
        int[] running = {0, 0};
        Check.Attempt counts = notes -> {
            synchronized (running) {
                running[0]++;
                running[1] = Math.max(running[1], running[0]);
            }
            Thread.onSpinWait();
            synchronized (running) {
                running[0]--;
            }
        };
        List<Check> checks = Requirements.MERCHANT.stream()
                .map(requirement -> new Check(requirement, counts))
                .toList();

        new Plan("toy", checks).run(1, result -> {});

        assertThat(running[1]).isEqualTo(1);
    }

    @Test
    void results_are_told_one_at_a_time_however_many_come_at_once() {
        AtomicInteger told = new AtomicInteger();
        AtomicInteger telling = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(32);
        List<Check> checks = Requirements.MERCHANT.stream()
                .limit(32)
                .map(requirement -> new Check(requirement, notes -> {
                    all.countDown();
                    all.await(10, TimeUnit.SECONDS);
                }))
                .toList();

        for (int round = 0; round < 20; round++) {
            new Plan("toy", checks).run(32, result -> {
                if (telling.incrementAndGet() > 1) {
                    overlaps.incrementAndGet();
                }
                Thread.yield();
                telling.decrementAndGet();
                told.incrementAndGet();
            });
        }

        assertThat(told).hasValue(20 * 32);
        assertThat(overlaps).hasValue(0);
    }

    @Test
    void a_callback_that_is_noted_twice_stands_there_once_as_it_was_last() {
        Notes notes = new Notes();
        notes.callback(callback(List.of()));
        notes.repeat(callback(List.of(new SentCallback.Answer("REFUSED_STATUS", Map.of(), 500, null, 3, ""))));

        Evidence evidence = notes.evidence();

        assertThat(evidence.callbacks()).hasSize(1);
        assertThat(evidence.repeat().answers()).hasToString("[500]");
    }

    private static SentCallback callback(List<SentCallback.Answer> answers) {
        return new SentCallback(
                "c-1", "t-1", "HOLD", null, true, URI.create("http://m/"), Map.of(), new byte[0], answers);
    }
}
