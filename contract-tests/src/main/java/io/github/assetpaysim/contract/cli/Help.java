package io.github.assetpaysim.contract.cli;

/** The help text; its options come from {@link Option}. */
final class Help {
    private Help() {}

    static String text() {
        StringBuilder text = new StringBuilder("""
                assetpay-contract-tests: judges how a merchant handles AssetPay, and whether a host is an AssetPay.

                  java -jar assetpay-contract-tests.jar merchant --target URL --callback-url URL --api-secret TEXT [options]
                      plays AssetPay and its users at a simulator, and looks at what the merchant credits
                  java -jar assetpay-contract-tests.jar api --target URL [options]
                      asks the host as a merchant would, and looks at what it answers and sends
                  java -jar assetpay-contract-tests.jar record --out DIR --target URL [options of api]
                      does the same, and writes down what was exchanged, without keys, ids and Steam data
                  java -jar assetpay-contract-tests.jar diff EARLIER/report.json LATER/report.json [--markdown]
                      shows what has changed from one run to another; exit status 1 if anything has
                  java -jar assetpay-contract-tests.jar list [merchant|api]
                      shows the requirements

                """);
        for (Option option : Option.ALL) {
            text.append("  --").append(option.name()).append('\n');
            text.append("        ")
                    .append(option.of() == null ? "" : option.of() + " only: ")
                    .append(option.meaning())
                    .append('\n');
            if (!option.isFlag()) {
                text.append("        ").append(option.takes());
                text.append(option.standard() == null ? "" : "; otherwise " + option.standard());
                text.append('\n');
            }
        }
        return text.append("""

                        Exit status: 0 everything that must hold does, 1 something does not, 2 for a wrong command line,
                        3 the target or the merchant cannot be reached, or not everything that must hold could be judged.
                        """).toString();
    }
}
