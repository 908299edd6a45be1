package io.github.assetpaysim.simulator.dialect.co.explain;

import static io.github.assetpaysim.simulator.dialect.co.explain.JsonForm.escaping;
import static io.github.assetpaysim.simulator.dialect.co.explain.JsonForm.escapingInCapitals;
import static io.github.assetpaysim.simulator.dialect.co.explain.JsonForm.isPrice;
import static io.github.assetpaysim.simulator.dialect.co.explain.JsonForm.sorted;
import static io.github.assetpaysim.simulator.dialect.co.explain.JsonForm.withCents;
import static io.github.assetpaysim.simulator.dialect.co.explain.JsonForm.withPoint;
import static io.github.assetpaysim.simulator.dialect.co.explain.Signing.BEYOND_BMP;
import static io.github.assetpaysim.simulator.dialect.co.explain.Signing.base64;
import static io.github.assetpaysim.simulator.dialect.co.explain.Signing.bytes;
import static io.github.assetpaysim.simulator.dialect.co.explain.Signing.encoding;
import static io.github.assetpaysim.simulator.dialect.co.explain.Signing.hmac;
import static io.github.assetpaysim.simulator.dialect.co.explain.Signing.sha256;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.assetpaysim.simulator.dialect.Explanation;
import io.github.assetpaysim.simulator.text.Invisible;
import io.github.assetpaysim.simulator.text.Words;
import java.nio.charset.Charset;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The usual ways to make another key than A7.3 does, each with its kind, what was done, the way out, and how it is done: a new row
 * is all that a new mistake needs. Of one kind the likelier stands first. Long,
 * because each row is written in full.
 */
enum SignatureMistake {
    // What was signed.
    WHOLE_BODY_SIGNED(
            Kind.PART,
            "the whole body was signed",
            "sign payload.trade alone",
            it -> it.part = CallbackText::body,
            it -> {
                it.part = CallbackText::body;
                it.edits.add(body -> ((ObjectNode) body.get("payload")).remove("key"));
            }),
    RAW_BODY_SIGNED(
            Kind.PART,
            "the raw text of the whole body was signed",
            "parse the body, and sign the canonical JSON of payload.trade alone",
            it -> it.raw = callback -> callback.source(callback.body())),
    PAYLOAD_SIGNED(
            Kind.PART,
            "payload was signed, its key included",
            "sign payload.trade alone",
            it -> it.part = CallbackText::payload),
    RAW_PAYLOAD_SIGNED(
            Kind.PART,
            "the raw text of payload was signed",
            "parse the body, and sign the canonical JSON of payload.trade alone",
            it -> it.raw = callback -> callback.source(callback.payload())),
    EVENT_AND_TIMESTAMP_SIGNED(
            Kind.PART,
            "trade, event and timestamp were signed: payload without its key",
            "sign payload.trade alone",
            it -> {
                it.part = CallbackText::payload;
                it.edits.add(payload -> payload.remove("key"));
            }),
    TRADE_WRAPPED(
            Kind.PART,
            "an object with the one member trade was signed",
            "sign the value of trade, not {\"trade\":…}",
            it -> it.part = callback -> JsonNodeFactory.instance.objectNode().set("trade", callback.trade())),
    RAW_TRADE_SIGNED(
            Kind.PART,
            "the raw text of the trade was signed, as it stands in the body",
            "parse the trade, and write it again as canonical JSON",
            it -> it.raw = callback -> callback.source(callback.trade())),
    ITEMS_LEFT_OUT(
            Kind.MEMBERS,
            "the trade was signed without its items",
            "sign every member of the trade",
            it -> it.edits.add(value -> value.remove("items"))),
    NULLS_LEFT_OUT(
            Kind.MEMBERS,
            "members that are null were left out",
            "keep members that are null: they are written as null; sign the parsed value, not an object of your own",
            it -> it.edits.add(value -> Signing.remove(value, JsonNode::isNull))),
    EMPTY_MEMBERS_LEFT_OUT(
            Kind.MEMBERS,
            "members with an empty value, such as [], 0, false or null, were left out",
            "keep every member: sign the parsed value, not an object of your own; Go's omitempty and .NET's WhenWritingDefault"
                    + " leave members out",
            it -> it.edits.add(value -> Signing.remove(value, Signing::isEmptyArray)),
            it -> it.edits.add(value -> Signing.remove(value, each -> each.isNull() || Signing.isEmptyArray(each))),
            it -> it.edits.add(value -> Signing.remove(value, Signing::isEmpty)),
            it -> it.edits.add(value -> Signing.remove(value, each -> Signing.isZero(each) || each.isNull()))),
    NULLS_REPLACED(
            Kind.MEMBERS,
            "null became an empty value, as in an object whose members cannot be null",
            "keep null: sign the parsed value, not an object of your own",
            it -> it.edits.add(value -> Signing.replaceNulls(value, TextNode.valueOf(""))),
            it -> it.edits.add(value -> Signing.replaceNulls(value, JsonNodeFactory.instance.objectNode()))),

    // In which order.
    KEYS_UNSORTED(
            Kind.ORDER,
            "the members stand in the order of the text",
            "sort the members of every object by name, at every depth, also inside arrays",
            it -> it.form.order = (names, outermost) -> names),
    NESTED_KEYS_UNSORTED(
            Kind.ORDER,
            "only the members of the outermost object are sorted",
            "sort the members of every object, at every depth, also inside arrays",
            it -> it.form.order = (names, outermost) -> outermost == null ? sorted(names) : names),
    NESTED_MEMBERS_FILTERED(
            Kind.ORDER,
            "nested objects kept only the members whose names the outermost object has too; JSON.stringify does that when"
                    + " its second argument is a list of names",
            "sort recursively instead of passing a list of names to JSON.stringify",
            it -> it.form.order = (names, outermost) -> outermost == null
                    ? sorted(names)
                    : outermost.stream().filter(names::contains).toList()),
    KEYS_SORTED_IGNORING_CASE(
            Kind.ORDER,
            "the members are sorted without regard to case",
            "sort by character code, where all capitals come before small letters, such as offerID before offeredAt; use no"
                    + " localeCompare and no collation",
            it -> it.form.order = (names, outermost) ->
                    sorted(names, String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder()))),
    ARRAYS_SORTED(
            Kind.ORDER,
            "the elements of arrays are sorted",
            "leave every array in its order; sort only the members of objects",
            it -> it.edits.add(Signing::sortArrays)),

    // In which spelling.
    SPACES_AFTER_SEPARATORS(
            Kind.LAYOUT,
            "there is a space after each colon and comma",
            "write no white space; in Python: json.dumps(…, separators=(',', ':'))",
            it -> it.form.layout = new JsonForm.Layout(", ", ": ", null),
            it -> it.form.layout = new JsonForm.Layout(",", ": ", null),
            it -> it.form.layout = new JsonForm.Layout(", ", ":", null)),
    LINE_END_SIGNED(
            Kind.LAYOUT,
            "a line end stood behind the text",
            "sign the text alone: echo adds a line end, printf %s does not",
            it -> it.form.end = "\n",
            it -> it.form.end = "\r\n"),
    PRETTY_PRINTED(
            Kind.LAYOUT,
            "the text is indented",
            "write no white space between tokens",
            it -> it.form.layout = new JsonForm.Layout(",", ": ", "  "),
            it -> it.form.layout = new JsonForm.Layout(",", ": ", "    "),
            it -> it.form.layout = new JsonForm.Layout(",", ": ", "\t")),
    NUMBERS_AS_WRITTEN(
            Kind.NUMBERS,
            "numbers kept the text they had, such as 8.60 or 10.0",
            "write numbers as JavaScript does, in their shortest form: 8.6 and 10",
            it -> it.form.numbers = (name, number, text) -> number.text()),
    FLOATS_KEEP_POINT(
            Kind.NUMBERS,
            "whole numbers that were read as floats kept a point, such as 10.0",
            "write numbers as JavaScript does: 10, not 10.0",
            it -> it.form.numbers = (name, number, text) -> number.writtenAsFloat() ? withPoint(text) : text),
    PRICES_AS_FLOATS(
            Kind.NUMBERS,
            "whole amounts of money got a point, such as 10.0 for 10",
            "write numbers as JavaScript does: 10, not 10.0; sign the parsed JSON, not an object with float members",
            it -> it.form.numbers = (name, number, text) -> isPrice(name) ? withPoint(text) : text,
            it -> it.form.numbers =
                    (name, number, text) -> isPrice(name) || "wear".equals(name) ? withPoint(text) : text),
    PRICES_WITH_CENTS(
            Kind.NUMBERS,
            "amounts of money were written with two decimals, such as 8.60 for 8.6",
            "write numbers as JavaScript does, in their shortest form: 8.6 and 10",
            it -> it.form.numbers = (name, number, text) -> isPrice(name) ? withCents(text) : text),
    ALL_NUMBERS_AS_FLOATS(
            Kind.NUMBERS,
            "every number became a float, such as 730.0 for 730",
            "write numbers as JavaScript does: 730, not 730.0; in Java, Gson reads every number as a double",
            it -> it.form.numbers = (name, number, text) -> withPoint(text)),
    NUMBERS_AS_STRINGS(
            Kind.NUMBERS,
            "numbers became strings, such as \"8.6\" for 8.6",
            "keep numbers as numbers: sign the parsed value, before a decimal type or a database makes strings of them",
            it -> it.form.numbers = (name, number, text) -> '"' + text + '"',
            it -> it.form.numbers = (name, number, text) -> isPrice(name) ? '"' + text + '"' : text,
            it -> it.form.numbers = (name, number, text) -> isPrice(name) ? '"' + withCents(text) + '"' : text,
            it -> it.form.numbers = (name, number, text) -> '"' + number.text() + '"',
            it -> it.form.numbers = (name, number, text) -> isPrice(name) ? '"' + number.text() + '"' : text),
    STRINGS_AS_NUMBERS(
            Kind.NUMBERS,
            "strings of digits became numbers, such as 730 for \"730\"",
            "keep strings as strings: sign the parsed value, not an object with number members; in PHP: no JSON_NUMERIC_CHECK",
            it -> it.form.digits = "game"::equals,
            it -> it.form.digits = name -> true),
    UNICODE_ESCAPED(
            Kind.ESCAPES,
            "characters beyond ASCII were escaped, such as \\u2605 for ★",
            "leave characters beyond ASCII as they are, in UTF-8; in Python: ensure_ascii=False, in PHP: JSON_UNESCAPED_UNICODE",
            it -> it.form.escapes = escaping(c -> c > '~'),
            it -> it.form.escapes = escapingInCapitals(c -> c > '~'),
            it -> it.form.escapes = escaping(c -> c > '\u00ff'),
            it -> it.form.escapes = escapingInCapitals(c -> c > '\u00ff')),
    SLASHES_ESCAPED(
            Kind.ESCAPES,
            "slashes were escaped: \\/",
            "leave / as it is; in PHP: JSON_UNESCAPED_SLASHES",
            it -> it.form.escapes = text -> text.replace("/", "\\/")),
    SLASHES_AND_UNICODE_ESCAPED(
            Kind.ESCAPES,
            "slashes and characters beyond ASCII were escaped, which PHP's json_encode does by default",
            "use JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE",
            it -> it.form.escapes = text -> escaping(c -> c > '\u007f').apply(text.replace("/", "\\/"))),
    HTML_ESCAPED(
            Kind.ESCAPES,
            "characters that matter in HTML were escaped, such as \\u0026 for &",
            "leave & < > = ' as they are; in Go: SetEscapeHTML(false), in Gson: disableHtmlEscaping()",
            Stream.of("<>&\u2028\u2029", "<>&='\u2028\u2029", "<>&'", "&", "'", "<>")
                    .<Way>flatMap(such -> JsonForm.escapes(c -> such.indexOf(c) >= 0))
                    .toList()),
    HTML_ENTITIES(
            Kind.ESCAPES,
            "characters that matter in HTML became entities, such as &amp; for &",
            "verify against the JSON as it came, before anything makes its strings safe for HTML",
            Stream.of("", "'&#39;", "'&#x27;", "'&#039;", "'&apos;", "'&#x27;/&#x2F;")
                    .flatMap(more -> Stream.of("&&amp;<&lt;>&gt;\"&quot;", "&&amp;<&lt;>&gt;", "&&amp;", "<&lt;>&gt;")
                            .map(usual -> entities(usual + more)))
                    .toList()),
    DOTNET_ESCAPED(
            Kind.ESCAPES,
            "what .NET's JavaScriptEncoder escapes by default was escaped",
            "use JavaScriptEncoder.UnsafeRelaxedJsonEscaping, and where even that escapes (emoji, U+3000), copy the raw text of"
                    + " each string (JsonElement.GetRawText) instead of writing it again",
            it -> it.form.escapes = text ->
                    escapingInCapitals(c -> c > '~' || "<>&'+`".indexOf(c) >= 0).apply(text.replace("\\\"", "\\u0022")),
            it -> it.form.escapes = text -> escapingInCapitals(
                            c -> JsonForm.isEscapedByRelaxedDotnet(c) || "<>&'+`".indexOf(c) >= 0)
                    .apply(text.replace("\\\"", "\\u0022"))),
    RARE_CHARACTERS_ESCAPED(
            Kind.ESCAPES,
            "only characters such as emoji and U+3000 were escaped, which .NET's UnsafeRelaxedJsonEscaping and Jackson still do",
            "verify against the JSON as it came: copy the raw text of each string (JsonElement.GetRawText) instead of writing"
                    + " it again; in Jackson: COMBINE_UNICODE_SURROGATES_IN_UTF8",
            Stream.<IntPredicate>of(
                            JsonForm::isEscapedByRelaxedDotnet, c -> Character.getType(c) == Character.SURROGATE)
                    .flatMap(JsonForm::escapes)
                    .toList()),
    DATES_REWRITTEN(
            Kind.DATES,
            "dates were read and written again in another form, such as 10:05:02Z for 10:05:02.000Z, +00:00 for Z, or a number",
            "verify against the JSON as it came, where dates are strings: sign a parsed tree or map, not an object with members"
                    + " of a date type",
            DateForm.WAYS),
    DATES_IN_LOCAL_TIME(
            Kind.DATES,
            "dates were read and written again in the time of another zone, such as 12:05:02+02:00 for 10:05:02.000Z",
            "verify against the JSON as it came, where dates are strings: sign a parsed tree or map, not an object with members"
                    + " of a date type; in Newtonsoft.Json: DateParseHandling.None",
            DateForm.LOCAL_WAYS),
    OTHER_CHARSET(
            Kind.CHARSET,
            "the text became bytes in another encoding than UTF-8; in Latin-1, for example, ★ is a question mark",
            "say UTF-8 wherever text becomes bytes, such as getBytes(UTF_8), and set the process's default encoding to UTF-8",
            it -> it.encoding = encoding("ISO-8859-1"),
            it -> it.encoding = encoding("windows-1252"),
            it -> it.encoding = encoding("US-ASCII"),
            it -> it.encoding = encoding("UTF-16LE"),
            it -> it.encoding = encoding("UTF-16BE"),
            it -> it.encoding = encoding("UTF-16"),
            it -> it.encoding = text -> encoding("UTF-16LE").apply("\uFEFF" + text),
            it -> it.encoding = text -> bytes("\uFEFF" + text),
            // .NET has a question mark for each half of a surrogate pair.
            it -> it.encoding = text -> encoding("ISO-8859-1").apply(text.replaceAll(BEYOND_BMP, "??")),
            it -> it.encoding = text -> encoding("US-ASCII").apply(text.replaceAll(BEYOND_BMP, "??"))),
    CHARACTERS_LOST(
            Kind.CHARSET,
            "characters that an encoding or a database lacks were lost: left out, or replaced by ? or U+FFFD",
            "verify against the bytes that came, as UTF-8, before they are stored or read in another encoding",
            Stream.of("[^\\x00-\\x7F]", "[^\\x00-\\xFF]", "[^\\x00-\\uFFFF]")
                    .flatMap(such -> Stream.of("?", "\uFFFD", "", "??", "????", "\uFFFD\uFFFD")
                            .map(instead -> (Way) it -> it.encoding = text -> bytes(text.replaceAll(such, instead))))
                    .toList()),
    UTF_8_READ_OTHERWISE(
            Kind.CHARSET,
            "the body's UTF-8 was read in another encoding, so that ★ became three characters",
            "read the body's bytes as UTF-8, or verify against the bytes that came",
            it -> it.encoding = text -> bytes(new String(bytes(text), Charset.forName("ISO-8859-1"))),
            it -> it.encoding = text -> bytes(new String(bytes(text), Charset.forName("windows-1252"))),
            it -> it.encoding = text -> bytes(new String(bytes(text), Charset.forName("US-ASCII"))),
            it -> it.encoding =
                    text -> bytes(new String(bytes(text), Charset.forName("US-ASCII")).replace('\uFFFD', '?'))),
    PYTHON_DEFAULTS(
            Kind.LIBRARY,
            "the text was written as Python's json.dumps does by default: with spaces after colons and commas, escapes for"
                    + " characters beyond ASCII, and a point in whole floats, such as 10.0",
            "json.dumps(…, separators=(',', ':'), ensure_ascii=False), and write whole floats as integers: 10",
            it -> {
                SPACES_AFTER_SEPARATORS.ways.get(0).change(it);
                FLOATS_KEEP_POINT.ways.get(0).change(it);
                UNICODE_ESCAPED.ways.get(0).change(it);
            }),

    // With which secret.
    SECRET_TRIMMED(
            Kind.SECRET,
            "the secret was used without the white space or invisible characters around it",
            "use the same secret on both sides; most likely they do not belong to it",
            it -> it.secret = text -> bytes(Invisible.cut(text, Invisible::is))),
    SECRET_WITH_LINE_END(
            Kind.SECRET,
            "a line end was part of the secret",
            "cut the line end off the secret, for example after reading it from a file",
            it -> it.secret = text -> bytes(text + "\n"),
            it -> it.secret = text -> bytes(text + "\r\n"),
            it -> it.secret = text -> bytes(text + "\r"),
            it -> it.secret = text -> bytes(text + "\n\n"),
            it -> it.secret = text -> bytes("\n" + text)),
    SECRET_WITH_WHITE_SPACE(
            Kind.SECRET,
            "white space around the secret was part of it",
            "cut the white space off where the secret is configured",
            around(" ", "\t", "\u00a0", "\u3000", "\u202f", "\u2003", "\u2028", "\u000b", "  ", " \n", " \r", " \r\n")),
    SECRET_WITH_INVISIBLE_CHARACTER(
            Kind.SECRET,
            "an invisible character was part of the secret: a byte order mark, or a blank of width zero",
            "save the file without a byte order mark, or cut the character off after reading the secret",
            Stream.concat(
                            around("\uFEFF", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\u00ad", "\0")
                                    .stream(),
                            Stream.of("\n", "\r", "\r\n", " ").map(end ->
                                    (Way) it -> it.secret = text -> bytes("\uFEFF" + text + end)))
                    .toList()),
    SECRET_QUOTED(
            Kind.SECRET,
            "quotes around the secret were part of it",
            "leave the quotes out where the secret is configured",
            Stream.of("\"%s\"", "'%s'", "`%s`", "“%s”", "‘%s’", "\"%s\"\r", "'%s'\r", "\"%s\" ", "\"%s\"\n")
                    .map(quoted -> (Way) it -> it.secret = text -> bytes(quoted.replace("%s", text)))
                    .toList()),
    SECRET_UNQUOTED(
            Kind.SECRET,
            "the secret was used without the quotes around it",
            "use the same secret on both sides; most likely the quotes do not belong to it",
            it -> it.secret = Signing::unquoted),
    SECRET_HEX_DECODED(
            Kind.SECRET,
            "the secret was decoded from hex",
            "use the secret's characters, in UTF-8, as the HMAC key",
            it -> it.secret = Signing::hex),
    SECRET_BASE64_DECODED(
            Kind.SECRET,
            "the secret was decoded from base64",
            "use the secret's characters, in UTF-8, as the HMAC key",
            it -> it.secret = Signing::base64),

    // With which function.
    HMAC_MD5(Kind.FUNCTION, "HMAC-MD5 was used", "use HMAC-SHA256", it -> it.function = hmac("HmacMD5")),
    HMAC_SHA1(Kind.FUNCTION, "HMAC-SHA1 was used", "use HMAC-SHA256", it -> it.function = hmac("HmacSHA1")),
    HMAC_SHA384(Kind.FUNCTION, "HMAC-SHA384 was used", "use HMAC-SHA256", it -> it.function = hmac("HmacSHA384")),
    HMAC_SHA512(Kind.FUNCTION, "HMAC-SHA512 was used", "use HMAC-SHA256", it -> it.function = hmac("HmacSHA512")),
    TEXT_HASHED(
            Kind.FUNCTION,
            "the text was hashed with SHA-256 alone, without the secret",
            "use HMAC-SHA256 with the secret as its key",
            it -> it.function = (secret, text) -> sha256(text, new byte[0])),
    SECRET_AND_TEXT_HASHED(
            Kind.FUNCTION,
            "SHA-256 was taken of secret and text one after the other",
            "use HMAC-SHA256 with the secret as its key",
            it -> it.function = Signing::sha256),
    TEXT_AND_SECRET_HASHED(
            Kind.FUNCTION,
            "SHA-256 was taken of text and secret one after the other",
            "use HMAC-SHA256 with the secret as its key",
            it -> it.function = (secret, text) -> sha256(text, secret)),
    SECRET_HASHED(
            Kind.FUNCTION,
            "SHA-256 was taken of the secret alone",
            "use HMAC-SHA256 of the canonical trade",
            it -> it.function = (secret, text) -> sha256(secret, new byte[0])),
    SECRET_AND_TEXT_SWAPPED(
            Kind.FUNCTION,
            "the text was the HMAC's key and the secret its message",
            "swap the arguments: the secret is the key",
            it -> it.function = (secret, text) -> hmac("HmacSHA256").apply(text, secret)),

    // In which form the key was written.
    UPPER_CASE_HEX(
            Kind.SPELLING,
            "the digits are right, but in capitals",
            "write the key in lowercase hex",
            it -> it.reading = Signing::hex),
    SEPARATED_HEX(
            Kind.SPELLING,
            "something stands between the digits of each byte, as .NET's BitConverter writes them",
            "write the 64 hex digits in small letters without anything between them; in .NET: Convert.ToHexString(…).ToLower()",
            it -> it.reading = Signing::separatedHex),
    BASE64(
            Kind.SPELLING,
            "the bytes are right, but written in base64",
            "write the key in lowercase hex",
            it -> it.reading = text -> base64(text, false)),
    BASE64URL(
            Kind.SPELLING,
            "the bytes are right, but written in base64url",
            "write the key in lowercase hex",
            it -> it.reading = text -> base64(text, true)),
    BASE64_OF_HEX(
            Kind.SPELLING,
            "the hex text was encoded once more, in base64",
            "write the key in lowercase hex, and leave it so",
            it -> it.reading = Signing::hexInBase64),
    WHITE_SPACE_AROUND_KEY(
            Kind.WHITE_SPACE,
            "there is white space, or something invisible, around the key",
            "cut it off",
            it -> it.bare = it.bare.andThen(text -> Invisible.cut(text, Invisible::is))::apply),
    QUOTES_AROUND_KEY(
            Kind.PREFIX,
            "there are quotes around the key",
            "write the 64 hex digits alone",
            it -> it.bare = it.bare.andThen(Signing::withoutQuotes)::apply),
    PREFIX_BEFORE_KEY(
            Kind.PREFIX,
            "a prefix such as sha256= stands before the key",
            "write the 64 hex digits alone",
            it -> it.bare = it.bare.andThen(Signing::withoutPrefix)::apply),
    KEY_CUT(Kind.SEEN_OTHERWISE, "the key is only a part of the right one", "write all 64 hex digits"),

    OTHER_DIALECT(
            Kind.SEEN_OTHERWISE,
            "this belongs to AssetPay's other API (assetpay.gg): its body is {\"trade\":…} without payload, and the header"
                    + " X-AssetPay-Signature signs id.t.body",
            "find out which API the account is for; callbacks of this one are {\"payload\":{…}} with the key inside");

    /** Which step of making a key a mistake changes; two of one kind do not happen at once. In the order of search: likelier first. */
    enum Kind {
        ESCAPES,
        NUMBERS,
        DATES,
        CHARSET,
        LAYOUT,
        LIBRARY,
        ORDER,
        MEMBERS,
        PART,
        SECRET,
        FUNCTION,
        WHITE_SPACE,
        PREFIX,
        SPELLING,
        SEEN_OTHERWISE;

        /** Whether it changes what is signed, not how. */
        boolean isOfText() {
            return compareTo(PART) <= 0;
        }
    }

    private static Way entities(String pairs) {
        UnaryOperator<String> entities = JsonForm.entities(pairs);
        return it -> it.form.escapes = entities;
    }

    /** Has a secret with each of them behind it, before it, and on both sides. */
    private static List<Way> around(String... invisible) {
        return Stream.<BiFunction<String, String, String>>of(
                        (text, each) -> text + each, (text, each) -> each + text, (text, each) -> each + text + each)
                .flatMap(place -> Stream.of(invisible).map(each ->
                        (Way) it -> it.secret = text -> bytes(place.apply(text, each))))
                .toList();
    }

    /** Makes the mistake in one way. */
    interface Way {
        void change(Signing it);
    }

    private final Kind kind;
    private final String explanation;
    private final String fix;
    private final List<Way> ways;

    SignatureMistake(Kind kind, String explanation, String fix, Way... ways) {
        this(kind, explanation, fix, List.of(ways));
    }

    SignatureMistake(Kind kind, String explanation, String fix, List<Way> ways) {
        this.kind = kind;
        this.explanation = explanation;
        this.fix = fix;
        this.ways = ways;
    }

    Kind kind() {
        return kind;
    }

    /** The ways in which people make it, the usual one first. */
    List<Way> ways() {
        return ways;
    }

    /** Several of them as one, at least one. */
    static Explanation.Mistake together(List<SignatureMistake> mistakes) {
        return new Explanation.Mistake(
                joined(mistakes, "+", Words::of),
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
