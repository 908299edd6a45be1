package io.github.assetpaysim.simulator;

/** The help text; its options come from {@link Options}. */
final class Help {
    private Help() {}

    static String text() {
        StringBuilder text = new StringBuilder("""
                assetpay-simulator: a fake AssetPay server for testing integrations.

                  java -jar assetpay-simulator.jar [serve] [options]   starts the server
                  java -jar assetpay-simulator.jar demo                shows a deposit from start to end

                Every option has a twin in the environment: --callback-url is ASSETPAY_SIM_CALLBACK_URL.
                The command line wins.

                """);
        for (Options.Known option : Options.KNOWN) {
            text.append("  --").append(option.name()).append('\n');
            text.append("        ").append(option.meaning()).append('\n');
            if (option.allowed() != null) {
                text.append("        ").append(option.allowed());
                text.append(option.standard() == null ? "" : "; otherwise " + option.standard());
                text.append('\n');
            }
        }
        return text.append("""

                        With a paced clock no wait is longer than --pace. That goes for the gaps of --retry too,
                        and for the seven days of the hold.
                        Exit status: 0 after SIGTERM, 1 when the server cannot start, 2 for a wrong command line.
                        """).toString();
    }
}
