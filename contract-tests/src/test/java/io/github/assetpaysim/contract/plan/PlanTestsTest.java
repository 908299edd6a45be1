package io.github.assetpaysim.contract.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class PlanTestsTest {
    private static final class Secretive implements OpenPlan {
        @Override
        public Plan plan() {
            return new Plan("merchant", List.of(new Check(Requirements.named("SIG-01"), notes -> {
                notes.line("the line says hush");
                throw CheckFailure.violated("no hush", "hush came");
            })));
        }

        @Override
        public int atOnce() {
            return 1;
        }

        @Override
        public List<String> facts() {
            return List.of();
        }

        @Override
        public List<NamedEvidence> ordinaryPaths() {
            return List.of();
        }

        @Override
        public String masked(String text) {
            return text.replace("hush", "***");
        }

        @Override
        public void close() {}
    }

    @Test
    void what_is_masked_in_reports_is_masked_in_tests() {
        AssertionFailedError failed = catchThrowableOfType(
                AssertionFailedError.class,
                () -> PlanTests.of(new Secretive())
                        .findFirst()
                        .orElseThrow()
                        .getExecutable()
                        .execute());

        assertThat(failed.getMessage()).contains("the line says ***").doesNotContain("hush");
        assertThat(failed.getExpected().getStringRepresentation()).isEqualTo("no ***");
        assertThat(failed.getActual().getStringRepresentation()).isEqualTo("*** came");
    }
}
