package io.github.assetpaysim.simulator.cli;

import io.github.assetpaysim.simulator.cli.command.SignatureReport;
import io.github.assetpaysim.simulator.cli.command.UsageError;
import io.github.assetpaysim.simulator.dialect.Explanation;
import io.github.assetpaysim.simulator.dialect.UnreadableCallback;
import io.github.assetpaysim.simulator.dialect.co.CoDialect;
import io.github.assetpaysim.simulator.merchant.ApiSecret;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.setting.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** The command {@code explain-callback}: reads a callback, and says whether and how it is signed. Starts no server. */
final class ExplainCallback {
    static final String NAME = "explain-callback";

    private static final Setting<String> SECRET =
            ApiSecret.setting("secret", "the API secret of the merchant", "--secret-file");

    /** Its options, in the order of the help text. */
    static final List<Options.Known> KNOWN = List.of(
            new Options.Known(SECRET.name(), SECRET.allowed(), SECRET.meaning()),
            Options.Known.secretFile("secret-file"),
            new Options.Known(
                    "key",
                    "any text",
                    "the key to check, such as the one that your code computes; otherwise the one in the callback"),
            new Options.Known("help", null, "shows this text"));

    private static final int VERIFIES = 0;
    private static final int DOES_NOT_VERIFY = 1;
    private static final int MOST_BYTES = 1 << 20;

    private ExplainCallback() {}

    /**
     * Runs it.
     *
     * @param arguments those after the command's name
     * @param note takes what was read otherwise than it was given
     * @return the exit status
     * @throws UsageError when there is nothing to check, saying why
     */
    static int run(String[] arguments, InputStream in, PrintStream out, Consumer<String> note) {
        Options options = Options.read(arguments, KNOWN);
        if (options.flag("help")) {
            out.print(Help.ofExplainCallback());
            return VERIFIES;
        }
        if (!options.words().isEmpty()) {
            throw new UsageError("'" + options.words().get(0) + "' is no option of " + NAME
                    + "; it reads the callback from standard input, as in: " + NAME + " --secret S < body.json");
        }
        String secret = secret(options, note);
        try {
            Explanation explanation = new CoDialect(NAME).explain(read(in), options.value("key"), secret);
            out.print(report(explanation).text());
            out.flush();
            return explanation.verifies() ? VERIFIES : DOES_NOT_VERIFY;
        } catch (UnreadableCallback e) {
            throw new UsageError("standard input: " + e.getMessage());
        }
    }

    private static String secret(Options options, Consumer<String> note) {
        String secret = options.value("secret");
        String file = options.value("secret-file");
        if (secret == null == (file == null)) {
            throw new UsageError("give either --secret or --secret-file");
        }
        String option = file == null ? "--secret" : "--secret-file";
        try {
            return SECRET.read(file == null ? secret : Arguments.secretIn(option, file, note));
        } catch (InvalidSetting e) {
            throw new UsageError(option + ": " + e.problem());
        }
    }

    private static String read(InputStream in) {
        if (System.console() != null) {
            System.err.println("Paste the body of the callback, then end it with Ctrl-D on a line of its own.");
        }
        byte[] bytes;
        try {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw new UsageError("cannot read standard input (" + e.getMessage() + ")");
        }
        if (bytes.length > MOST_BYTES) {
            throw new UsageError("standard input is larger than 1 MiB; no callback is");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            boolean utf16 = bytes.length > 1 && (bytes[0] & 0xFF) + (bytes[1] & 0xFF) == 0xFF + 0xFE;
            throw new UsageError("standard input is not UTF-8 text"
                    + (utf16
                            ? "; it seems to be UTF-16, which > writes in older PowerShells: save the body as UTF-8"
                            : "; give the bytes of the body as they arrived"));
        }
    }

    private static SignatureReport report(Explanation found) {
        Explanation.Mistake mistake = found.mistake();
        return new SignatureReport(
                found.verifies(),
                found.canonical(),
                found.expectedKey(),
                found.givenKey(),
                mistake == null
                        ? null
                        : new SignatureReport.Mistake(mistake.name(), mistake.explanation(), mistake.fix()),
                found.notes());
    }
}
