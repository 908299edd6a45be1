package io.github.assetpaysim.simulator.dialect.co;

import io.github.assetpaysim.simulator.dialect.Explanation;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The usual ways to make another key than A7.3 does, each with the way out. */
enum SignatureMistake {
    // What was signed.
    WHOLE_BODY_SIGNED("the whole body was signed", "sign payload.trade alone"),
    RAW_BODY_SIGNED(
            "the raw text of the whole body was signed",
            "parse the body, and sign the canonical JSON of payload.trade alone"),
    PAYLOAD_SIGNED("payload was signed, its key included", "sign payload.trade alone"),
    RAW_PAYLOAD_SIGNED(
            "the raw text of payload was signed", "parse the body, and sign the canonical JSON of payload.trade alone"),
    EVENT_AND_TIMESTAMP_SIGNED(
            "trade, event and timestamp were signed: payload without its key", "sign payload.trade alone"),
    TRADE_WRAPPED("an object with the one member trade was signed", "sign the value of trade, not {\"trade\":…}"),
    RAW_TRADE_SIGNED(
            "the raw text of the trade was signed, as it stands in the body",
            "parse the trade, and write it again as canonical JSON"),
    ITEMS_LEFT_OUT("the trade was signed without its items", "sign every member of the trade"),
    NULLS_LEFT_OUT(
            "members that are null were left out",
            "keep members that are null: they are written as null; sign the parsed value, not an object of your own"),

    // In which order.
    KEYS_UNSORTED(
            "the members stand in the order of the text",
            "sort the members of every object by name, at every depth, also inside arrays"),
    NESTED_KEYS_UNSORTED(
            "only the members of the outermost object are sorted",
            "sort the members of every object, at every depth, also inside arrays"),
    NESTED_MEMBERS_FILTERED(
            "nested objects kept only the members whose names the outermost object has too; JSON.stringify does that when"
                    + " its second argument is a list of names",
            "sort recursively instead of passing a list of names to JSON.stringify"),
    KEYS_SORTED_IGNORING_CASE(
            "the members are sorted without regard to case",
            "sort by character code, where all capitals come before small letters, such as offerID before offeredAt; use no"
                    + " localeCompare and no collation"),
    ARRAYS_SORTED(
            "the elements of arrays are sorted", "leave every array in its order; sort only the members of objects"),

    // In which spelling.
    SPACES_AFTER_SEPARATORS(
            "there is a space after each colon and comma",
            "write no white space; in Python: json.dumps(…, separators=(',', ':'))"),
    PRETTY_PRINTED("the text is indented", "write no white space between tokens"),
    NUMBERS_AS_WRITTEN(
            "numbers kept the text they had, such as 8.60 or 10.0",
            "write numbers as JavaScript does, in their shortest form: 8.6 and 10"),
    FLOATS_KEEP_POINT(
            "whole numbers that were read as floats kept a point, such as 10.0",
            "write numbers as JavaScript does: 10, not 10.0"),
    PRICES_AS_FLOATS(
            "whole amounts of money got a point, such as 10.0 for 10",
            "write numbers as JavaScript does: 10, not 10.0; sign the parsed JSON, not an object with float members"),
    PRICES_WITH_CENTS(
            "amounts of money were written with two decimals, such as 8.60 for 8.6",
            "write numbers as JavaScript does, in their shortest form: 8.6 and 10"),
    ALL_NUMBERS_AS_FLOATS(
            "every number became a float, such as 730.0 for 730",
            "write numbers as JavaScript does: 730, not 730.0; in Java, Gson reads every number as a double"),
    UNICODE_ESCAPED(
            "characters beyond ASCII were escaped, such as \\u2605 for ★",
            "leave characters beyond ASCII as they are, in UTF-8; in Python: ensure_ascii=False, in PHP: JSON_UNESCAPED_UNICODE"),
    SLASHES_ESCAPED("slashes were escaped: \\/", "leave / as it is; in PHP: JSON_UNESCAPED_SLASHES"),
    SLASHES_AND_UNICODE_ESCAPED(
            "slashes and characters beyond ASCII were escaped, which PHP's json_encode does by default",
            "use JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE"),
    HTML_ESCAPED(
            "characters that matter in HTML were escaped, such as \\u0026 for &",
            "leave & < > = ' as they are; in Go: SetEscapeHTML(false), in Gson: disableHtmlEscaping()"),
    DOTNET_ESCAPED(
            "what .NET's JavaScriptEncoder.Default escapes was escaped",
            "use JavaScriptEncoder.UnsafeRelaxedJsonEscaping"),

    // With which secret.
    SECRET_TRIMMED(
            "the secret was used without the white space around it",
            "use the same secret on both sides; most likely the white space does not belong to it"),
    SECRET_WITH_LINE_END(
            "a line end was part of the secret",
            "cut the line end off the secret, for example after reading it from a file"),
    SECRET_QUOTED("quotes around the secret were part of it", "leave the quotes out where the secret is configured"),
    SECRET_UNQUOTED(
            "the secret was used without the quotes around it",
            "use the same secret on both sides; most likely the quotes do not belong to it"),
    SECRET_HEX_DECODED("the secret was decoded from hex", "use the secret's characters, in UTF-8, as the HMAC key"),
    SECRET_BASE64_DECODED(
            "the secret was decoded from base64", "use the secret's characters, in UTF-8, as the HMAC key"),

    // With which function.
    HMAC_MD5("HMAC-MD5 was used", "use HMAC-SHA256"),
    HMAC_SHA1("HMAC-SHA1 was used", "use HMAC-SHA256"),
    HMAC_SHA384("HMAC-SHA384 was used", "use HMAC-SHA256"),
    HMAC_SHA512("HMAC-SHA512 was used", "use HMAC-SHA256"),
    TEXT_HASHED(
            "the text was hashed with SHA-256 alone, without the secret", "use HMAC-SHA256 with the secret as its key"),
    SECRET_AND_TEXT_HASHED(
            "SHA-256 was taken of secret and text one after the other", "use HMAC-SHA256 with the secret as its key"),
    TEXT_AND_SECRET_HASHED(
            "SHA-256 was taken of text and secret one after the other", "use HMAC-SHA256 with the secret as its key"),
    SECRET_HASHED("SHA-256 was taken of the secret alone", "use HMAC-SHA256 of the canonical trade"),
    SECRET_AND_TEXT_SWAPPED(
            "the text was the HMAC's key and the secret its message", "swap the arguments: the secret is the key"),

    // In which form the key was written.
    UPPER_CASE_HEX("the digits are right, but in capitals", "write the key in lowercase hex"),
    BASE64("the bytes are right, but written in base64", "write the key in lowercase hex"),
    BASE64URL("the bytes are right, but written in base64url", "write the key in lowercase hex"),
    BASE64_OF_HEX("the hex text was encoded once more, in base64", "write the key in lowercase hex, and leave it so"),
    WHITE_SPACE_AROUND_KEY("there is white space around the key", "cut the white space off"),
    PREFIX_BEFORE_KEY("a prefix such as sha256= stands before the key", "write the 64 hex digits alone"),
    KEY_CUT("the key is only a part of the right one", "write all 64 hex digits"),

    OTHER_DIALECT(
            "this belongs to AssetPay's other API (assetpay.gg): its body is {\"trade\":…} without payload, and the header"
                    + " X-AssetPay-Signature signs id.t.body",
            "find out which API the account is for; callbacks of this one are {\"payload\":{…}} with the key inside");

    private final String explanation;
    private final String fix;

    SignatureMistake(String explanation, String fix) {
        this.explanation = explanation;
        this.fix = fix;
    }

    /** Its name in answers. */
    String spelling() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Several of them as one, at least one. */
    static Explanation.Mistake together(List<SignatureMistake> mistakes) {
        return new Explanation.Mistake(
                joined(mistakes, "+", SignatureMistake::spelling),
                joined(mistakes, " ", mistake -> sentence(mistake.explanation)),
                joined(mistakes, " ", mistake -> sentence(mistake.fix)));
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    private static String joined(
            List<SignatureMistake> mistakes, String separator, Function<SignatureMistake, String> part) {
        return mistakes.stream().map(part).distinct().collect(Collectors.joining(separator));
    }
}
