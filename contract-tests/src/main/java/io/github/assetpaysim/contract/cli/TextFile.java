package io.github.assetpaysim.contract.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files that options name. */
final class TextFile {
    private TextFile() {}

    /**
     * The file's text; a byte order mark at its beginning belongs to its encoding.
     *
     * @param option that names it, without the dashes
     * @throws UsageError when it is not there or no UTF-8
     */
    static String read(String path, String option) {
        return text(path, "--" + option);
    }

    /**
     * The same for what is no option.
     *
     * @param what it is, for the message
     */
    static String text(String path, String what) {
        try {
            return Files.readString(Path.of(path), UTF_8).replaceFirst("^\uFEFF", "");
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new UsageError(what + ": there is no file " + path);
        } catch (CharacterCodingException e) {
            throw new UsageError(what + ": " + path + " is no UTF-8");
        } catch (IOException e) {
            throw new UsageError(what + ": " + path + " cannot be read (" + e.getMessage() + ")");
        }
    }
}
