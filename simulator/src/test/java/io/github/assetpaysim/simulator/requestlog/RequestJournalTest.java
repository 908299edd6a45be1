package io.github.assetpaysim.simulator.requestlog;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RequestJournalTest {
    private static final Instant AT = Instant.parse("2031-03-04T10:00:00Z");
    private static final int MOST = 10_000;
    private static final int MOST_BYTES = 2 << 20;

    private final RequestJournal journal = new RequestJournal(MOST);

    private static RecordedRequest recorded(String id, int bytes) {
        return recorded(id, "/a", null, 0, new byte[bytes], new byte[0]);
    }

    private static RecordedRequest recorded(
            String id, String path, String query, int headers, byte[] body, byte[] answer) {
        return new RecordedRequest(
                id,
                AT,
                Duration.ZERO,
                "GET",
                path,
                query,
                Map.of("X", List.of("x".repeat(headers))),
                Content.of(body),
                200,
                List.of(),
                Map.of(),
                Content.of(answer),
                null,
                null,
                recorded -> null);
    }

    @Test
    void the_latest_are_kept_in_order_and_the_dropped_are_counted() {
        for (int i = 0; i < 1_000; i++) {
            journal.add(recorded("request-" + i, 8_000));
        }

        RequestJournal.Kept kept = journal.kept();

        assertThat(kept.kept()).hasSizeBetween(200, MOST_BYTES / 8_000);
        assertThat(kept.forgotten()).isEqualTo(1_000 - kept.kept().size());
        assertThat(kept.kept())
                .extracting(RecordedRequest::id)
                .startsWith("request-" + kept.forgotten())
                .endsWith("request-999");
    }

    @Test
    void of_light_ones_too_only_so_many_are_kept() {
        RequestJournal small = new RequestJournal(3);
        for (int i = 0; i < 10; i++) {
            small.add(recorded("request-" + i, 0));
        }

        assertThat(small.kept().kept())
                .extracting(RecordedRequest::id)
                .containsExactly("request-7", "request-8", "request-9");
        assertThat(small.kept().forgotten()).isEqualTo(7);
    }

    @Test
    void a_high_bound_has_room_for_heavier_ones() {
        RequestJournal large = new RequestJournal(100_000);
        for (int i = 0; i < 2_000; i++) {
            large.add(recorded("request-" + i, 8_000));
        }
        assertThat(large.kept().forgotten()).isZero();
    }

    @Test
    void everything_a_client_can_make_long_weighs() {
        String longText = "x".repeat(8_000);
        byte[] bytes = new byte[8_000];
        for (RecordedRequest heavy : List.of(
                recorded("path", longText, null, 0, new byte[0], new byte[0]),
                recorded("query", "/a", longText, 0, new byte[0], new byte[0]),
                recorded("headers", "/a", null, 8_000, new byte[0], new byte[0]),
                recorded("body", "/a", null, 0, bytes, new byte[0]),
                recorded("answer", "/a", null, 0, new byte[0], bytes))) {
            RequestJournal mine = new RequestJournal(MOST);
            for (int i = 0; i < 300; i++) {
                mine.add(heavy);
            }
            assertThat(mine.kept().forgotten()).as(heavy.id()).isPositive();
        }
    }

    @Test
    void small_ones_weigh_too() {
        for (int i = 0; i < 10_000; i++) {
            journal.add(recorded("small", 0));
        }
        assertThat(journal.kept().kept()).hasSizeLessThan(5_000);
    }

    @Test
    void clearing_forgets_everything_and_leaves_room_for_all() {
        for (int i = 0; i < 1_000; i++) {
            journal.add(recorded("old", 8_000));
        }

        journal.clear();
        journal.add(recorded("new", 8_000));

        assertThat(journal.kept().kept()).extracting(RecordedRequest::id).containsExactly("new");
        assertThat(journal.kept().forgotten()).isZero();
    }

    @Test
    void up_to_8_KiB_of_a_body_are_the_same_array_and_more_is_cut() {
        byte[] whole = new byte[8 << 10];
        byte[] more = new byte[(8 << 10) + 1];

        assertThat(Content.of(whole).bytes()).isSameAs(whole);
        assertThat(Content.of(whole).truncated()).isFalse();
        assertThat(Content.of(more).bytes()).hasSize(8 << 10);
        assertThat(Content.of(more).truncated()).isTrue();
    }

    @Test
    @Timeout(60)
    void many_threads_lose_and_invent_nothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                String name = "thread-" + thread;
                running.add(threads.submit(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        journal.add(recorded(name + " " + i, i % 9_000));
                        if (i % 50 == 0) {
                            check(journal.kept());
                        }
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get(50, SECONDS);
            }
            RequestJournal.Kept kept = journal.kept();
            assertThat(kept.kept().size() + kept.forgotten()).isEqualTo(16_000);
            check(kept);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void check(RequestJournal.Kept kept) {
        assertThat(kept.kept().stream().mapToLong(RecordedRequest::weight).sum())
                .isLessThanOrEqualTo(MOST_BYTES);
    }
}
