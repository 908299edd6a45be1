package io.github.assetpaysim.simulator.cli;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Environment variables that nobody wrote: Kubernetes gives every pod some for each Service of its namespace, and Docker for each
 * linked container. Those of a Service called {@code assetpay-sim}, or {@code assetpay-sim-…}, look like options.
 */
final class ServiceLinks {
    private static final String URL = "(tcp|udp|sctp)://\\S+:\\d{1,5}";
    private static final String ADDRESS = "[0-9A-Fa-f.:]+";

    /** Names and values, so that a mistyped option is still an error. */
    private static final Pattern INJECTED = Pattern.compile(Options.PREFIX
            + "([A-Z0-9]+_)*?("
            + String.join(
                    "|",
                    "SERVICE_HOST=" + ADDRESS,
                    "SERVICE_PORT(_[A-Z0-9_]+)?=\\d{1,5}",
                    "PORT=" + URL,
                    "PORT_\\d{1,5}_(TCP|UDP|SCTP)(_START|_END)?=" + URL,
                    "PORT_\\d{1,5}_(TCP|UDP|SCTP)_PROTO=(tcp|udp|sctp)",
                    "PORT_\\d{1,5}_(TCP|UDP|SCTP)_PORT(_START|_END)?=\\d{1,5}",
                    "PORT_\\d{1,5}_(TCP|UDP|SCTP)_ADDR=" + ADDRESS,
                    "NAME=/\\S+/\\S+")
            + ")");

    /** Docker hands on the whole environment of a linked container, beside its name. */
    private static final Pattern OF_LINKED_CONTAINER =
            Pattern.compile("(" + Options.PREFIX + "([A-Z0-9]+_)*?)ENV_\\w+");

    private ServiceLinks() {}

    /** Whether a variable of this environment was injected. */
    static boolean injected(String variable, Map<String, String> environment) {
        if (INJECTED.matcher(variable + "=" + environment.get(variable)).matches()) {
            return true;
        }
        Matcher ofContainer = OF_LINKED_CONTAINER.matcher(variable);
        return ofContainer.matches() && environment.containsKey(ofContainer.group(1) + "NAME");
    }
}
