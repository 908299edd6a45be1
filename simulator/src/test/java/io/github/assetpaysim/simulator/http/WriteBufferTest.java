package io.github.assetpaysim.simulator.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WriteBufferTest {
    @Test
    void answers_written_one_after_another_on_one_thread_share_nothing() {
        byte[] first = StrictJson.write(Map.of("a", 1));
        byte[] longOne = StrictJson.write(Map.of("b", "x".repeat(100_000)));
        byte[] last = StrictJson.write(Map.of("c", 2));

        assertThat(first).asString(UTF_8).isEqualTo("{\"a\":1}");
        assertThat(longOne).hasSize(100_008);
        assertThat(last).asString(UTF_8).isEqualTo("{\"c\":2}");
    }

    @Test
    void what_a_member_writes_for_itself_meanwhile_stays_apart() {
        Object outer = new Object() {
            @JsonProperty
            String inner() {
                return new String(StrictJson.write(Map.of("b", 2)), UTF_8);
            }
        };

        assertThat(StrictJson.write(List.of("a", outer, "c")))
                .asString(UTF_8)
                .isEqualTo("[\"a\",{\"inner\":\"{\\\"b\\\":2}\"},\"c\"]");
    }

    @Test
    void answers_written_by_many_threads_at_once_keep_apart() {
        List<String> written = IntStream.range(0, 5_000)
                .parallel()
                .mapToObj(i -> new String(StrictJson.write(List.of(i, "y".repeat(i % 100))), UTF_8))
                .toList();

        assertThat(written)
                .isEqualTo(IntStream.range(0, 5_000)
                        .mapToObj(i -> "[" + i + ",\"" + "y".repeat(i % 100) + "\"]")
                        .toList());
    }

    @Test
    void what_could_not_be_written_leaves_nothing_behind() {
        assertThatThrownBy(() -> StrictJson.write(List.of("beginning", new Object())))
                .hasMessage("cannot write JSON");

        assertThat(StrictJson.write(List.of(1))).asString(UTF_8).isEqualTo("[1]");
    }
}
