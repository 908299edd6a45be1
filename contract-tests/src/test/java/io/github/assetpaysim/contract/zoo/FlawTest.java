package io.github.assetpaysim.contract.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.contract.plan.Requirement;
import io.github.assetpaysim.contract.plan.Requirements;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How flaws are told; that they are broken in this way is {@link ZooTest}'s. */
class FlawTest {
    @ParameterizedTest
    @EnumSource
    void a_flaw_is_one_sentence_and_violates_known_requirements(Flaw flaw) {
        assertThat(flaw.description()).matches("[A-Z].{10,}[^.]\\.");
        assertThat(flaw.requirements())
                .doesNotHaveDuplicates()
                .isSubsetOf(Requirements.MERCHANT.stream().map(Requirement::id).toList());
    }

    @Test
    void no_two_flaws_are_told_alike() {
        assertThat(Arrays.stream(Flaw.values()).map(Flaw::description)).doesNotHaveDuplicates();
    }
}
