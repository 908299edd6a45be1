package io.github.assetpaysim.simulator.cli;

import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.cli.command.UsageError;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.setting.Assumptions;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.text.Invisible;
import io.github.assetpaysim.simulator.time.ClockMode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Makes {@link Settings} of {@link Options}. */
final class Arguments {
    private Arguments() {}

    /**
     * The settings that the options mean.
     *
     * @param note takes what was read otherwise than it was given, a sentence each
     * @throws UsageError when a value is not allowed
     */
    static Settings settings(Options options, Consumer<String> note) {
        Settings settings = Settings.SERVE;
        for (Setting<?> setting : Options.settings().toList()) {
            String option = Options.optionName(setting.name());
            if (options.value(option) != null) {
                settings = with(settings, setting.name(), options.value(option), "--" + option);
            }
        }
        if (options.value("api-secret-file") != null) {
            if (options.value("api-secret") != null) {
                throw new UsageError("give either --api-secret or --api-secret-file");
            }
            String secret = secretIn("--api-secret-file", options.value("api-secret-file"), note);
            settings = with(settings, MerchantSettings.API_SECRET.name(), secret, "--api-secret-file");
        }
        for (String assumption : options.values("assume")) {
            int equals = assumption.indexOf('=');
            if (equals < 1) {
                throw new UsageError("--assume must be name=value, not '" + assumption + "'");
            }
            String name = assumption.substring(0, equals);
            try {
                settings = settings.with(Assumptions.PREFIX + name, assumption.substring(equals + 1));
            } catch (InvalidSetting e) {
                throw new UsageError("--assume: " + e.message("assumption " + name));
            }
        }
        if (options.flag("no-page")) {
            settings = settings.withoutPage();
        }
        return options.flag("no-control") ? withoutControl(settings) : settings;
    }

    private static Settings withoutControl(Settings settings) {
        if (settings.get(Settings.CONTROL_TOKEN) != null) {
            throw new UsageError("give either --control-token or --no-control");
        }
        if (settings.merchant().get(MerchantSettings.CLOCK) == ClockMode.FROZEN) {
            throw new UsageError("--no-control: nobody could move a frozen clock; give --clock paced or live");
        }
        return settings.withoutControl();
    }

    private static Settings with(Settings settings, String name, String value, String option) {
        try {
            return settings.with(name, value);
        } catch (InvalidSetting e) {
            throw new UsageError(option + ": " + e.problem());
        }
    }

    /**
     * The secret in a file; a byte order mark and line ends around it are no part of it.
     *
     * @param option how messages name the option that named the file
     * @param note takes what was dropped
     * @throws UsageError when it cannot be read
     */
    static String secretIn(String option, String file, Consumer<String> note) {
        try {
            String text = Files.readString(Path.of(file));
            String secret = Invisible.cut(text, Invisible::isOfFiles);
            if (!secret.equals(text)) {
                note.accept(option + ": the file " + Invisible.atEnds(text, Invisible::isOfFiles)
                        + ", which is no part of the secret: dropped");
            }
            return secret;
        } catch (CharacterCodingException e) {
            throw new UsageError(option + ": " + file + " is not UTF-8 text");
        } catch (NoSuchFileException e) {
            throw new UsageError(option + ": there is no file " + file);
        } catch (IOException | InvalidPathException e) {
            throw new UsageError(option + ": cannot read " + file + " (" + e.getMessage() + ")");
        }
    }
}
