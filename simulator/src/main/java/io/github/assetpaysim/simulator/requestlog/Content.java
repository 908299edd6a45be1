package io.github.assetpaysim.simulator.requestlog;

import java.util.Arrays;

/**
 * A body as it is remembered: up to 8 KiB are the very array that went over the wire, more is cut.
 *
 * @param truncated whether there was more
 */
public record Content(byte[] bytes, boolean truncated) {
    /** So much of a body is kept. */
    public static final int MOST = 8 << 10;

    /** No body. */
    public static final Content NONE = new Content(new byte[0], false);

    /** The body with these bytes, which nobody changes any more. */
    public static Content of(byte[] bytes) {
        return bytes.length <= MOST ? new Content(bytes, false) : new Content(Arrays.copyOf(bytes, MOST), true);
    }
}
