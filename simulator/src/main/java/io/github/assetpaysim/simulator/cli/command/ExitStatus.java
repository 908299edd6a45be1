package io.github.assetpaysim.simulator.cli.command;

/** How a command ends. */
enum ExitStatus {
    DONE(0, "it is done"),
    NOT_AS_ASKED(
            1,
            "it did not come out as asked: a trade did not reach its status, a callback was not delivered, a key does"
                    + " not fit, or the simulator refused"),
    USAGE(2, "wrong command line: also a name, a trade or a callback that does not exist"),
    NO_SIMULATOR(3, "nobody answers at --url, it is no simulator, or it wants another --control-token");

    /** What the shell sees. */
    final int code;

    /** When it is given, for help texts. */
    final String meaning;

    ExitStatus(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }
}
