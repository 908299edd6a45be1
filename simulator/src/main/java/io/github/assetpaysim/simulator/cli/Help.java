package io.github.assetpaysim.simulator.cli;

import io.github.assetpaysim.simulator.cli.command.Commands;
import java.util.List;

/** The help text; its options come from {@link Options}. */
final class Help {
    private Help() {}

    static String text() {
        StringBuilder text = new StringBuilder("""
                assetpay-simulator: a fake AssetPay server for testing integrations.

                  java -jar assetpay-simulator.jar [serve] [options]   starts the server
                  java -jar assetpay-simulator.jar demo                shows a deposit and two withdrawals
                  java -jar assetpay-simulator.jar explain-callback --secret S < body.json
                                                                       says what is wrong with a signature

                Commands for a simulator that runs, in another terminal; each has --help:

                """).append(Commands.overview()).append("""

                Every option has a twin in the environment: --callback-url is ASSETPAY_SIM_CALLBACK_URL.
                The command line wins.

                """);
        append(Options.KNOWN, text);
        text.append("""

                        With a paced clock no wait is longer than --pace. That goes for the gaps of --retry too,
                        and for the seven days of the hold.
                        Exit status: 0 after SIGTERM, 1 when the server cannot start, 2 for a wrong command line.
                        explain-callback has options and exit statuses of its own: explain-callback --help.
                        """);
        return text.toString();
    }

    static String ofExplainCallback() {
        StringBuilder text = new StringBuilder("""
                explain-callback: says whether a callback is signed rightly, and if not, which mistake was made.

                  java -jar assetpay-simulator.jar explain-callback --secret S [--key K] < body.json

                On standard input: the body of a callback as it arrived, or its payload, or its trade alone;
                or what callbacks ID --json prints.
                The environment is not read.

                """);
        append(ExplainCallback.KNOWN, text);
        return text.append("""

                        Exit status: 0 when the signature verifies, 1 when it does not, 2 when there is nothing to check.
                        """).toString();
    }

    private static void append(List<Options.Known> options, StringBuilder text) {
        for (Options.Known option : options) {
            text.append("  --").append(option.name()).append('\n');
            text.append("        ").append(option.meaning()).append('\n');
            if (option.allowed() != null) {
                text.append("        ").append(option.allowed());
                text.append(option.standard() == null ? "" : "; otherwise " + option.standard());
                text.append('\n');
            }
        }
    }
}
