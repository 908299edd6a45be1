package io.github.assetpaysim.contract.drift;

/**
 * One thing that has changed.
 *
 * @param place the requirement, or the operation and status
 * @param what of it: the requirement's sentence, a member, a header
 * @param before what the first report says
 * @param after what the second one says
 */
public record Difference(String place, String what, String before, String after) {}
