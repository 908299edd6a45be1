package io.github.assetpaysim.contract.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiOptionsTest {
    private final ApiOptions options = ApiOptions.at("http://127.0.0.1:8080").patience(Duration.ofSeconds(7));

    @Test
    void whoever_sits_there_is_told_what_to_do_and_gets_ten_minutes() {
        List<String> told = new ArrayList<>();

        assertThat(options.interactive(told::add).awaitsPerson("accept it")).isEqualTo(Duration.ofMinutes(10));
        assertThat(told).containsExactly("accept it within 10 minutes");
    }

    @Test
    void nobody_is_waited_for_longer_than_for_anything_else() {
        assertThat(options.awaitsPerson("accept it")).isEqualTo(Duration.ofSeconds(7));
    }
}
