package io.github.assetpaysim.contract.cli;

import java.util.List;

/**
 * One option of the command line, and member of the configuration file.
 *
 * @param of the command it belongs to, or null for all that run a plan
 * @param name without the dashes
 * @param takes what its value is, in words; null for a flag
 * @param many whether it may be given several times
 * @param standard what holds without it, as text, or null
 */
record Option(String of, String name, String takes, boolean many, String standard, String meaning) {
    /** All there are, in the order of the help text. */
    static final List<Option> ALL = List.of(
            one(
                    "target",
                    "a base URL",
                    null,
                    "the simulator that plays AssetPay, AssetPay's staging, or a host that may be one"),
            one("control-token", "a token", null, "what a simulator that is reachable beyond its machine asks for"),
            one("merchant", "callback-url", "a URL", null, "where the merchant takes callbacks"),
            one("api-secret", "a text", null, "the merchant's API secret: the one it was started with"),
            one(
                    "api-secret-file",
                    "a path",
                    null,
                    "UTF-8 file with the secret; a byte order mark and line ends around it are dropped"),
            one("api-key", "a text", null, "the merchant's API key: the one it was started with, if it calls AssetPay"),
            one("merchant-id", "a text", null, "the merchant's id, if it signs client tokens itself"),
            one(
                    "merchant",
                    "probe",
                    "a URL with {steamId}",
                    null,
                    "tells the balance of a user; without it effects are inconclusive"),
            one(
                    "merchant",
                    "probe-pointer",
                    "a JSON pointer",
                    "/balance",
                    "where the balance is in the answer, a number of USD"),
            one(
                    "merchant",
                    "start-deposit",
                    "a method and a URL",
                    null,
                    "how the merchant is told to start a deposit; otherwise the kit starts it as a browser would"),
            one(
                    "merchant",
                    "start-deposit-body",
                    "JSON, or a path of a file with JSON",
                    null,
                    "its body, with {steamId}, {tradeUrl}, {items}, {game}, {externalId}, {isInstant}, {itemId}, {price},"
                            + " {reference} and {token} in place of values"),
            flag(
                    "merchant",
                    "no-withdrawals",
                    "the merchant takes no withdrawals: it has to refuse every gate, and is asked nothing else about them"),
            one(
                    "merchant",
                    "start-withdrawal",
                    "a method and a URL",
                    null,
                    "how the merchant is told to start a withdrawal, needed when it refuses those that it did not start; wants --api-key;"
                            + " otherwise the kit starts it as a browser would"),
            one(
                    "merchant",
                    "start-withdrawal-body",
                    "JSON, or a path of a file with JSON",
                    null,
                    "its body, with the same in braces, {market} too and {isInstant} not"),
            one(
                    "merchant",
                    "credit-policy",
                    "completed, instant or auto",
                    "auto",
                    "when a CS2 deposit is credited: all at COMPLETED, or preCredit at HOLD and the rest at COMPLETED"),
            one(
                    "merchant",
                    "settle",
                    "a duration such as 500ms or 3s",
                    "3s",
                    "how long a balance must stay the same to count"),
            one(
                    "merchant",
                    "callback-timeout",
                    "a duration such as 500ms or 15s",
                    "15s",
                    "how long the merchant has to answer a callback"),
            one("merchant", "parallel", "a number from 1 to 128", "96", "how many checks run at the same time"),
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
            many(
                    "allow",
                    "creates-trade, moves-money, burns-rate-limit",
                    "what may be done at a host that is no simulator, besides reading; merchant: creates-trade only"),
            flag("interactive", "waits there for a person to accept the Steam offer"),
            one("api", "other-steam-id", "a Steam id", null, "a second user, who must see nothing of the first one's"),
            one("api", "other-trade-url", "a URL", null, "that user's trade URL"),
            one(
                    "api",
                    "receiver-public-url",
                    "a URL",
                    null,
                    "under which AssetPay reaches the kit's receiver: the callback URL that is set for the merchant"),
            one(
                    "api",
                    "receiver-port",
                    "a port",
                    "0",
                    "where the receiver listens on this machine, behind a tunnel or proxy"),
            one(
                    "api",
                    "patience",
                    "a duration such as 20s",
                    "20s",
                    "how long is waited for what the host does by itself"),
            flag("api", "verified", "the merchant has the rate limits of a verified one"),
            flag("api", "no-control", "judges a simulator as if it had no control API"),
            one("record", "out", "a directory", null, "where the recording is written"),
            flag("diff", "markdown", "shows the drift as Markdown, for the summary of a job"),
            flag("verbose", "shows a table of all requirements, not only what does not pass"),
            flag("help", "shows this text"),
            flag("version", "shows version, commit and JDK"));

    private static Option one(String name, String takes, String standard, String meaning) {
        return one(null, name, takes, standard, meaning);
    }

    private static Option one(String of, String name, String takes, String standard, String meaning) {
        return new Option(of, name, takes, false, standard, meaning);
    }

    private static Option many(String name, String takes, String meaning) {
        return new Option(null, name, takes, true, null, meaning);
    }

    private static Option flag(String name, String meaning) {
        return flag(null, name, meaning);
    }

    private static Option flag(String of, String name, String meaning) {
        return new Option(of, name, null, false, null, meaning);
    }

    /** Whether it means something to this command; {@code record} runs the plan {@code api}, and {@code diff} none. */
    boolean isOf(String command) {
        return switch (command) {
            case "diff" -> command.equals(of);
            case "record" -> of == null || of.equals(command) || of.equals("api");
            default -> of == null || of.equals(command);
        };
    }

    /** Whether the configuration file may have an object for it, which is then its text. */
    boolean takesObject() {
        return name.equals("start-deposit-body") || name.equals("start-withdrawal-body");
    }

    boolean isFlag() {
        return takes == null;
    }
}
