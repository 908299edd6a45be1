package io.github.assetpaysim.contract.merchant.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.Notes;
import io.github.assetpaysim.contract.plan.SentCallback;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as acknowledged, answer by answer. */
class AcknowledgementsTest {
    private static final URI URL = URI.create("http://merchant/");

    private int ids;

    private SentCallback callback(String event, String fault, boolean genuine, String answers) {
        List<SentCallback.Answer> all = answers.isEmpty()
                ? List.of()
                : Arrays.stream(answers.split(" ")).map(this::answer).toList();
        String id = "c-" + ids++;
        return new SentCallback(id, "t-1", event, fault, genuine, URL, Map.of(), new byte[0], all);
    }

    private SentCallback.Answer answer(String word) {
        boolean isStatus = word.matches("\\d+");
        String outcome = isStatus ? "REFUSED_STATUS" : word;
        return new SentCallback.Answer(
                outcome, Map.of(), isStatus ? Integer.valueOf(word) : null, isStatus ? null : "x", 3, "");
    }

    private static boolean holds(boolean startsDeposits, boolean atOnce, SentCallback... callbacks) {
        Acknowledgements acknowledgements = new Acknowledgements(startsDeposits);
        acknowledgements.look("END-07", atOnce, List.of(callbacks));
        try {
            acknowledgements.require(new Notes());
            return true;
        } catch (CheckFailure failure) {
            assertThat(failure.isViolation()).isTrue();
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, true, true, true",
        "200 200, true, true, true",
        "500 200, false, false, true", // locked out by the other one
        "500 500 500, false, false, false",
        "200 500, false, false, false",
        "204, false, false, false",
        "302 200, false, false, false",
        "404 200, false, true, false", // an order that was on its way
        "404 404 404, false, false, false",
        "200 409, false, false, false",
        "200 409 200, false, false, false",
        "TIMEOUT 200, true, true, true",
        "TIMEOUT TIMEOUT TIMEOUT, false, false, false",
        "200 TIMEOUT, false, false, false",
        "200 TIMEOUT 200, true, true, true",
        "CONNECTION_CLOSED 200, true, true, true",
        "CONNECTION_CLOSED CONNECTION_CLOSED, false, false, false",
        "200 CONNECTION_CLOSED CONNECTION_CLOSED, false, false, false",
        "200 CUT_BY_FAULT, true, true, true",
        "200 CONNECTION_REFUSED, true, true, true" // it has ended
    })
    void an_answer_leaves_a_callback_unacknowledged_or_not(
            String answers, boolean holds, boolean ifItStartsDeposits, boolean ifAtOnce) {
        for (String fault : Arrays.asList(null, "duplicate")) {
            SentCallback callback = callback("HOLD", fault, true, answers);
            SentCallback other = callback("PENDING", null, true, "200");

            assertThat(holds(false, false, callback, other)).isEqualTo(holds);
            assertThat(holds(true, false, callback, other)).isEqualTo(ifItStartsDeposits);
            assertThat(holds(false, true, callback, other)).isEqualTo(ifAtOnce);
        }
    }

    @Test
    void an_order_is_on_its_way_only_when_the_first_callback_comes() {
        assertThat(holds(
                        true, false, callback("INITIATED", null, true, "200"), callback("HOLD", null, true, "404 200")))
                .isFalse();
    }

    @Test
    void an_altered_callback_may_be_refused_and_one_that_never_went_out_counts_for_nothing() {
        assertThat(holds(
                        false,
                        false,
                        callback("HOLD", "wrong-secret", false, "401"),
                        callback("HOLD", "drop", true, ""),
                        callback("PENDING", null, true, "200")))
                .isTrue();
        Acknowledgements none = new Acknowledgements(false);
        none.look("SIG-03", false, List.of(callback("HOLD", "wrong-secret", false, "401")));
        assertThatThrownBy(() -> none.require(new Notes())).hasMessageContaining("none of those");
    }

    @Test
    void the_first_case_is_told_and_others_once_for_each_situation() {
        Acknowledgements acknowledgements = new Acknowledgements(false);
        acknowledgements.look(
                "ONCE-02",
                true,
                List.of(
                        callback("COMPLETED", "duplicate-at-once", true, "200"),
                        callback("COMPLETED", "duplicate-at-once", true, "409 409"),
                        callback("COMPLETED", "duplicate-at-once", true, "409 409")));
        acknowledgements.look("ONCE-10", false, List.of(callback("HOLD", null, true, "200 422")));
        Notes notes = new Notes();

        assertThatThrownBy(() -> acknowledgements.require(notes))
                .hasMessageContaining(
                        "came COMPLETED that came again (duplicate-at-once) answered 409 in ONCE-02, and 1"
                                + " other: HOLD that came again answered 422 in ONCE-10");
        assertThat(notes.evidence().repeat().id()).isEqualTo("c-1");
    }
}
