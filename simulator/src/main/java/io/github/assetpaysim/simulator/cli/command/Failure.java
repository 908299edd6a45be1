package io.github.assetpaysim.simulator.cli.command;

/** Thrown when a command cannot do what it was told, though it was told rightly; the message is for people. */
class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What ends the command then. */
    final ExitStatus status;

    Failure(ExitStatus status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** An answer of the simulator with an error. */
    static final class Refused extends Failure {
        private static final long serialVersionUID = 1;

        /** Its HTTP status. */
        final int code;

        Refused(ExitStatus status, int code, String message) {
            super(status, message);
            this.code = code;
        }
    }

    /** The answer of a request that was sent did not come; it may have been carried out. */
    static final class AnswerLost extends Failure {
        private static final long serialVersionUID = 1;

        AnswerLost(String message) {
            super(ExitStatus.NOT_AS_ASKED, message);
        }
    }
}
