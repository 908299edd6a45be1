package io.github.assetpaysim.simulator.cli.command;

import io.github.assetpaysim.simulator.setting.Spelling;
import java.util.Collection;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** How command lines are written: long options with {@code --}, anywhere between the words. */
public final class Syntax {
    /** Variables of the environment that say which simulator commands talk to; one that is started has no use for them. */
    public static final Set<String> OF_COMMANDS = Set.of("ASSETPAY_SIM_URL", "ASSETPAY_SIM_MERCHANT");

    private Syntax() {}

    /**
     * An option for {@link #parse}.
     *
     * @param allowed what it takes, in words; null for a flag
     */
    public static Option option(String name, String allowed) {
        return Option.builder()
                .longOpt(name)
                .hasArg(allowed != null)
                .argName(allowed)
                .get();
    }

    /**
     * Takes a command line apart.
     *
     * @throws UsageError for an option that does not exist or has no value
     */
    public static CommandLine parse(String[] arguments, Options options) {
        try {
            return DefaultParser.builder().setAllowPartialMatching(false).get().parse(options, arguments);
        } catch (UnrecognizedOptionException e) {
            String given = e.getOption().replaceFirst("=.*", "");
            throw unknown(
                    "option",
                    given,
                    options.getOptions().stream()
                            .map(each -> "--" + each.getLongOpt())
                            .toList());
        } catch (MissingArgumentException e) {
            throw new UsageError("--" + e.getOption().getLongOpt() + " needs a value: "
                    + e.getOption().getArgName());
        } catch (ParseException e) {
            throw new UsageError(e.getMessage());
        }
    }

    /** For something that does not exist, with the name that may have been meant. */
    public static UsageError unknown(String what, String given, Collection<String> known) {
        return new UsageError("unknown " + what + " " + given + "; did you mean " + Spelling.nearest(given, known)
                + "? --help lists all");
    }
}
