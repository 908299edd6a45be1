package io.github.assetpaysim.simulator.dialect;

import java.util.Map;

/**
 * Exactly what goes over the wire in one attempt. The array that was signed is the array that is sent and journalled; nobody changes
 * it.
 *
 * @param body the same in all attempts of a delivery
 * @param headers the headers that the dialect sets for this attempt, in sending order
 */
public record SignedRequest(byte[] body, Map<String, String> headers) {}
