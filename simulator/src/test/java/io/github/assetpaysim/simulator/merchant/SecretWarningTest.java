package io.github.assetpaysim.simulator.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.callback.transport.Reply;
import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.dialect.co.CoDialect;
import io.github.assetpaysim.simulator.log.EventLog;
import io.github.assetpaysim.simulator.time.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretWarningTest {
    private final List<String> lines = new ArrayList<>();

    private void make(String secret, String changed) {
        EventLog log = new EventLog() {
            @Override
            public void line(String line) {
                lines.add(line);
            }

            @Override
            public void bug(String where, Throwable error) {
                throw new AssertionError(where, error);
            }
        };
        try (Scheduler scheduler = new Scheduler(error -> {});
                Merchant merchant = new Merchant(
                        "shop",
                        Universe.settings("shop").with("apiSecret", secret),
                        InitialState.ORDINARY,
                        new Shared(
                                scheduler,
                                () -> Universe.START,
                                (to, request, transmission, timeout) -> new CompletableFuture<Reply>(),
                                new CoDialect("test"),
                                new Catalogue(),
                                log))) {
            merchant.change(settings -> settings.with("apiSecret", changed));
            merchant.change(settings -> settings.with("retry", "none"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "` s`       | begins with U+0020 (SPACE)",
                "`s\t`      | ends with U+0009 (CHARACTER TABULATION)",
                "`s\u00a0`  | ends with U+00A0 (NO-BREAK SPACE)",
                "`\u200bs`  | begins with U+200B (ZERO WIDTH SPACE)",
                "`s\u2060`  | ends with U+2060 (WORD JOINER)",
                "`s\0`      | ends with U+0000 (NULL)",
            })
    void a_secret_with_something_invisible_at_an_end_is_taken_with_a_warning(String secret, String how) {
        String warning = "[shop] the API secret " + how + "; if that is not meant, no signature will fit";

        make(secret, "other");
        assertThat(lines).containsExactly(warning);

        lines.clear();
        make("other", secret);
        assertThat(lines).containsExactly(warning);
    }

    @Test
    void a_secret_with_blanks_inside_is_nothing_to_warn_of() {
        make("a b\u00a0c\nd", "★");

        assertThat(lines).isEmpty();
    }
}
