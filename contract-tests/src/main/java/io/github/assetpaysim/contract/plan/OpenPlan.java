package io.github.assetpaysim.contract.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A plan that is ready to be run, with what it holds for that. Closing may happen at any time, from any thread, more than once. */
public interface OpenPlan extends AutoCloseable {
    /** The checks, ready to be made. */
    Plan plan();

    /** How many checks run at the same time. */
    int atOnce();

    /** What a finished run has found out besides its verdicts, one line for each thing. */
    List<String> facts() throws InterruptedException;

    /** What many checks build on, told once for all. */
    List<NamedEvidence> ordinaryPaths() throws InterruptedException;

    /** What the host's answers look like, as it stands in the report; null when that is not looked at. */
    default JsonNode shapes() {
        return null;
    }

    /** The text without secrets and tokens of the run, as it may be shown. */
    String masked(String text);

    @Override
    void close();
}
