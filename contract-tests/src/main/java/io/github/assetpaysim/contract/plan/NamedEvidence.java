package io.github.assetpaysim.contract.plan;

/**
 * What several checks look at, told once for all of them.
 *
 * @param name such as "ordinary deposit"
 */
public record NamedEvidence(String name, Evidence evidence) {}
