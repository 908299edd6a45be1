package io.github.assetpaysim.simulator.merchant;

import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.text.Invisible;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a merchant's API secret may be. */
public final class ApiSecret {
    private ApiSecret() {}

    /**
     * The API secret as a setting of this name.
     *
     * @param fileOption the option that reads it from a file, for advice
     */
    public static Setting<String> setting(String name, String meaning, String fileOption) {
        return Setting.ofText(
                        name,
                        "at least one character, any Unicode",
                        meaning,
                        text -> secretText(text, name, fileOption))
                .asSecret();
    }

    private static String secretText(String text, String name, String fileOption) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("empty");
        }
        String end = Invisible.atEnds(text, Invisible::isOfFiles);
        if (end != null) {
            throw new InvalidSetting(name, "it " + end + ", which a file or its editor has left there: cut that off");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new InvalidSetting(name, "it contains half a surrogate pair");
        }
        if (text.indexOf('\uFFFD') >= 0) {
            throw new InvalidSetting(
                    name,
                    "it arrived damaged (U+FFFD): somebody read it in an encoding that lacks its characters;"
                            + " on the command line put it in a UTF-8 file and use " + fileOption
                            + ", or set LC_ALL to a UTF-8 locale");
        }
        return text;
    }

    /** What may be meant; but somebody who pasted a blank along with a secret looks for it for hours. */
    static Optional<String> warning(String secret) {
        return Optional.ofNullable(Invisible.atEnds(secret, Invisible::is))
                .map(end -> "the API secret " + end + "; if that is not meant, no signature will fit");
    }
}
