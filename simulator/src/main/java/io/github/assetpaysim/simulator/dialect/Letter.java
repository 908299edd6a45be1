package io.github.assetpaysim.simulator.dialect;

import java.util.Map;

/**
 * Exactly what goes over the wire. The array that was signed is the array that is sent and journalled; nobody changes it.
 *
 * @param headers the headers a dialect sets, in sending order
 */
public record Letter(byte[] body, Map<String, String> headers) {}
