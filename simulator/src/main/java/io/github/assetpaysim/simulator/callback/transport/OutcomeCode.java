package io.github.assetpaysim.simulator.callback.transport;

/** How an attempt ended, for programs to read; the words beside it are for people. */
public enum OutcomeCode {
    /** The answer's status is one that counts as success. */
    DELIVERED,
    /** The answer is complete, but its status is no success. */
    REFUSED_STATUS,
    /** There was a complete answer, which a fault threw away. */
    ANSWER_LOST,
    /** A fault cut the request in half or reset the connection; no answer to that counts. */
    CUT_BY_FAULT,
    /** There was no complete answer in time. */
    TIMEOUT,
    /** No address accepted a connection in time. */
    CONNECT_TIMEOUT,
    CONNECTION_REFUSED,
    UNKNOWN_HOST,
    /** No way leads to the address. */
    UNREACHABLE,
    /** The handshake failed, mostly because of the certificate. */
    TLS,
    /** The connection was reset before the answer was complete. */
    RESET,
    /** The connection was closed before the answer was complete, or before it began; or the answer did not end. */
    INCOMPLETE_ANSWER,
    /** What came is not HTTP/1.1 or exceeds the limits. */
    MALFORMED_ANSWER,
    /** The simulator itself did not send it all; the error says why. */
    NOT_SENT
}
