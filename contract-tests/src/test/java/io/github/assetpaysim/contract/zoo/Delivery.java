package io.github.assetpaysim.contract.zoo;

import java.io.IOException;
import java.io.InputStream;

/**
 * A request with a body.
 *
 * @param contentType its header, or an empty text
 * @param body not yet read
 */
record Delivery(String contentType, InputStream body) {
    /**
     * The whole body.
     *
     * @throws Refusal 413 when it is longer
     * @throws IOException when the connection ended before the body did
     */
    byte[] bytes(int most) throws IOException {
        byte[] bytes = body.readNBytes(most + 1);
        if (bytes.length > most) {
            throw new Refusal(413, "the body may have at most " + most + " bytes");
        }
        return bytes;
    }
}
