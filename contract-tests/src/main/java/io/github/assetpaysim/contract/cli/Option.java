package io.github.assetpaysim.contract.cli;

import java.util.List;

/**
 * One option of the command line, and member of the configuration file.
 *
 * @param name without the dashes
 * @param takes what its value is, in words; null for a flag
 * @param many whether it may be given several times
 * @param standard what holds without it, as text, or null
 */
record Option(String name, String takes, boolean many, String standard, String meaning) {
    /** All there are, in the order of the help text. */
    static final List<Option> ALL = List.of(
            one("target", "a base URL", null, "the simulator that plays AssetPay, or AssetPay's staging"),
            one("control-token", "a token", null, "what a simulator that is reachable beyond its machine asks for"),
            one("callback-url", "a URL", null, "where the merchant takes callbacks"),
            one("api-secret", "a text", null, "the secret that the merchant was started with"),
            one(
                    "api-secret-file",
                    "a path",
                    null,
                    "UTF-8 file with the secret; a byte order mark and line ends around it are dropped"),
            one("api-key", "a text", null, "the API key that the merchant was started with, if it calls AssetPay"),
            one("merchant-id", "a text", null, "the merchant's id, if it signs client tokens itself"),
            one(
                    "probe",
                    "a URL with {steamId}",
                    null,
                    "tells the balance of a user; without it effects are inconclusive"),
            one("probe-pointer", "a JSON pointer", "/balance", "where the balance is in the answer, a number of USD"),
            one(
                    "start-deposit",
                    "a method and a URL",
                    null,
                    "how the merchant is told to start a deposit; otherwise the kit starts it as a browser would"),
            one(
                    "start-deposit-body",
                    "JSON, or a path of a file with JSON",
                    null,
                    "its body, with {steamId}, {tradeUrl}, {items}, {game}, {externalId}, {isInstant}, {itemId}, {price},"
                            + " {reference} and {token} in place of values"),
            flag(
                    "no-withdrawals",
                    "the merchant takes no withdrawals: it has to refuse every gate, and is asked nothing else about them"),
            one(
                    "start-withdrawal",
                    "a method and a URL",
                    null,
                    "how the merchant is told to start a withdrawal, needed when it refuses those that it did not start; wants --api-key;"
                            + " otherwise the kit starts it as a browser would"),
            one(
                    "start-withdrawal-body",
                    "JSON, or a path of a file with JSON",
                    null,
                    "its body, with the same in braces, {market} too and {isInstant} not"),
            one(
                    "credit-policy",
                    "completed, instant or auto",
                    "auto",
                    "when a CS2 deposit is credited: all at COMPLETED, or preCredit at HOLD and the rest at COMPLETED"),
            one("settle", "a duration such as 500ms or 3s", "3s", "how long a balance must stay the same to count"),
            one(
                    "callback-timeout",
                    "a duration such as 500ms or 15s",
                    "15s",
                    "how long the merchant has to answer a callback"),
            one("parallel", "a number from 1 to 128", "96", "how many checks run at the same time"),
            many("only", "ids or groups, with commas between", "judges only these requirements"),
            many("skip", "ids or groups, with commas between", "leaves these requirements out"),
            one(
                    "report",
                    "a directory",
                    null,
                    "where report.html, report.json, junit.xml and bodies of callbacks are written"),
            one(
                    "expected-failures",
                    "a file with one id per line",
                    null,
                    "requirements known to be violated; one that holds fails the run"),
            one("config", "a JSON file", null, "these options as members of an object; the command line wins"),
            one("steam-id", "a Steam id", null, "the user for whom to trade at staging"),
            one("trade-url", "a URL", null, "the same user's trade URL"),
            one("allow", "creates-trade", null, "lets a trade be created at a host that is no simulator"),
            flag("interactive", "waits there for a person to accept the Steam offer"),
            flag("verbose", "shows a table of all requirements, not only what does not pass"),
            flag("help", "shows this text"),
            flag("version", "shows the version"));

    private static Option one(String name, String takes, String standard, String meaning) {
        return new Option(name, takes, false, standard, meaning);
    }

    private static Option many(String name, String takes, String meaning) {
        return new Option(name, takes, true, null, meaning);
    }

    private static Option flag(String name, String meaning) {
        return new Option(name, null, false, null, meaning);
    }

    /** Whether the configuration file may have an object for it, which is then its text. */
    boolean takesObject() {
        return name.equals("start-deposit-body") || name.equals("start-withdrawal-body");
    }

    boolean isFlag() {
        return takes == null;
    }
}
