package io.github.assetpaysim.contract.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.plan.NamedEvidence;
import io.github.assetpaysim.contract.plan.Outcome;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * A run that is over.
 *
 * @param version of the kit
 * @param plan what it was about, one word
 * @param millis how long it took
 * @param facts one line about each thing that was found out, not judged
 * @param ordinaryPaths what many checks build on, told once for all
 * @param shapes what the host's answers look like, or null when that was not looked at
 */
public record RunReport(
        String version,
        String plan,
        URI target,
        Instant started,
        long millis,
        List<String> facts,
        List<NamedEvidence> ordinaryPaths,
        Outcome outcome,
        JsonNode shapes) {}
