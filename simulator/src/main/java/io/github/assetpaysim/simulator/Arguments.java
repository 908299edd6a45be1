package io.github.assetpaysim.simulator;

import io.github.assetpaysim.simulator.merchant.InvalidSetting;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.time.ClockMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Makes {@link Settings} of {@link Options}. */
final class Arguments {
    private Arguments() {}

    /** @throws UsageError when a value is not allowed */
    static Settings settings(Options options) {
        String host = options.value("host") == null ? "127.0.0.1" : options.value("host");
        if (!host.matches("[0-9A-Za-z.:%_-]+")) {
            throw new UsageError("--host must be an address of this machine, not '" + host + "'");
        }
        String token = options.value("control-token");
        if (token != null && !token.matches("[!-~]{1,256}")) {
            throw new UsageError("--control-token must be 1 to 256 visible ASCII characters");
        }
        return new Settings(host, port(options.value("port")), token, merchant(options));
    }

    private static int port(String text) {
        if (text == null) {
            return 8080;
        }
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
            throw new UsageError("--port must be a number from 0 to 65535, not '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    private static MerchantSettings merchant(Options options) {
        MerchantSettings settings = MerchantSettings.STANDARD.with(MerchantSettings.CLOCK, ClockMode.PACED);
        for (Options.Known option : Options.KNOWN) {
            String value = options.value(option.name());
            if (option.setting() != null && value != null) {
                settings = with(settings, option.setting(), value, "--" + option.name());
            }
        }
        if (options.value("api-secret-file") != null) {
            if (options.value("api-secret") != null) {
                throw new UsageError("give either --api-secret or --api-secret-file");
            }
            String secret = secretIn(options.value("api-secret-file"));
            settings = with(settings, MerchantSettings.API_SECRET.name(), secret, "--api-secret-file");
        }
        for (String assumption : options.values("assume")) {
            int equals = assumption.indexOf('=');
            if (equals < 1) {
                throw new UsageError("--assume must be name=value, not '" + assumption + "'");
            }
            String name = MerchantSettings.ASSUMPTIONS + assumption.substring(0, equals);
            settings = with(settings, name, assumption.substring(equals + 1), "--assume");
        }
        return settings;
    }

    private static MerchantSettings with(MerchantSettings settings, String name, String value, String option) {
        try {
            return settings.with(name, value);
        } catch (InvalidSetting e) {
            throw new UsageError(
                    option + ": " + e.getMessage().replaceFirst("^" + java.util.regex.Pattern.quote(name) + ": ", ""));
        }
    }

    private static String secretIn(String file) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of(file));
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.replaceFirst("\r?\n\\z", "");
        } catch (CharacterCodingException e) {
            throw new UsageError("--api-secret-file: " + file + " is not UTF-8 text");
        } catch (NoSuchFileException e) {
            throw new UsageError("--api-secret-file: there is no file " + file);
        } catch (IOException | InvalidPathException e) {
            throw new UsageError("--api-secret-file: cannot read " + file + " (" + e.getMessage() + ")");
        }
    }
}
