package io.github.assetpaysim.simulator.cli.command;

/** How a command ends, in the order of the numbers that the shell sees. */
enum ExitStatus {
    DONE("it is done"),
    NOT_AS_ASKED("it did not come out as asked: a trade did not reach its status, a callback was not delivered, or the"
            + " simulator refused"),
    USAGE("wrong command line: also a name, a trade or a callback that does not exist"),
    NO_SIMULATOR("nobody answers at --url, it is no simulator, or it wants another --control-token");

    /** When it is given, for help texts. */
    final String meaning;

    ExitStatus(String meaning) {
        this.meaning = meaning;
    }
}
