package io.github.assetpaysim.contract.api.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiverTest {
    private final Receiver receiver = Receiver.open(0, null, callback -> {});

    @AfterEach
    void close() {
        receiver.close();
    }

    private int answer(String url, String type, String status, String externalId) throws Exception {
        String body = "{\"payload\":{\"event\":\"" + status + "\",\"trade\":{\"id\":\"trade-1\",\"type\":\"" + type
                + "\",\"status\":\"" + status + "\",\"externalId\":\"" + externalId + "\"}}}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @ParameterizedTest
    @CsvSource({
        "WITHDRAW, INITIATED, 402",
        "WITHDRAW, ACTIVE,    200",
        "DEPOSIT,  INITIATED, 200",
        "DEPOSIT,  COMPLETED, 200",
    })
    void a_withdrawal_that_nobody_waits_for_is_rejected_and_everything_else_acknowledged(
            String type, String status, int answered) throws Exception {
        assertThat(answer(receiver.base(), type, status, "somebody-elses")).isEqualTo(answered);
    }

    @Test
    void a_withdrawal_that_somebody_waits_for_is_answered_as_that_one_says() throws Exception {
        receiver.of("mine");
        receiver.of("refused").answers((callback, before) -> Reply.of(403));

        assertThat(answer(receiver.base(), "WITHDRAW", "INITIATED", "mine")).isEqualTo(200);
        assertThat(answer(receiver.base(), "WITHDRAW", "INITIATED", "refused")).isEqualTo(403);
    }
}
