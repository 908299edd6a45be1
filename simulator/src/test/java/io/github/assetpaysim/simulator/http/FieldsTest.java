package io.github.assetpaysim.simulator.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.assetpaysim.simulator.trade.Refusal;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FieldsTest {

    static Stream<Arguments> wrong() {
        return Stream.of(
                bad("{}", f -> f.text("a", "a name"), "a is missing; expected a name"),
                bad("{'a':null}", f -> f.text("a", "a name"), "a is missing; expected a name"),
                bad("{'a':7}", f -> f.text("a", "a name"), "a must be a name, not 7"),
                bad("{'a':{}}", f -> f.text("a", "a name"), "a must be a name, not {}"),
                bad("{'a':'\\ud800'}", f -> f.text("a", "a name"), "a contains half a surrogate pair"),
                bad("{'a':''}", f -> f.text("a", 1, 3), "a must be a string of 1 to 3 characters, not \"\""),
                bad("{'a':'four'}", f -> f.text("a", 1, 3), "a must be a string of 1 to 3 characters, not \"four\""),
                bad("{'a':'four'}", f -> f.text("a", 0, 3), "a must be a string of at most 3 characters, not \"four\""),
                bad(
                        "{'a':true}",
                        f -> f.optionalText("a", 0, 3),
                        "a must be a string of at most 3 characters, not true"),
                bad("{'a':'true'}", f -> f.flag("a", true), "a must be true or false, not \"true\""),
                bad("{'a':1}", f -> f.flag("a", true), "a must be true or false, not 1"),
                bad("{'a':'2'}", f -> f.integer("a", 0, 3, 0), "a must be a whole number from 0 to 3, not \"2\""),
                bad("{'a':2.0}", f -> f.integer("a", 0, 3, 0), "a must be a whole number from 0 to 3, not 2.0"),
                bad("{'a':-1}", f -> f.integer("a", 0, 3, 0), "a must be a whole number from 0 to 3, not -1"),
                bad("{'a':4}", f -> f.integer("a", 0, 3, 0), "a must be a whole number from 0 to 3, not 4"),
                bad("{'a':4294967297}", f -> f.integer("a", 0, 3, 0), "from 0 to 3, not 4294967297"),
                bad("{'a':true}", f -> f.integer("a", 0, 3, 0), "a must be a whole number from 0 to 3, not true"),
                bad("{'a':'1.5'}", f -> f.number("a", "a price"), "a must be a price, not \"1.5\""),
                bad("{}", f -> f.number("a", "a price"), "a is missing; expected a price"),
                bad("{'a':[]}", f -> f.optionalObject("a"), "a must be an object, not []"),
                bad(
                        "{'a':{'b':{'c':1}}}",
                        f -> f.optionalObject("a").optionalObject("b").text("c", "a name"),
                        "a.b.c must be a name, not 1"),
                bad("{}", f -> f.objects("a"), "a is missing; expected an array of objects"),
                bad("{'a':{}}", f -> f.objects("a"), "a must be an array of objects, not {}"),
                bad("{'a':[{},null]}", f -> f.objects("a"), "a[1] must be an object, not null"),
                bad(
                        "{'a':[{},{'b':1}]}",
                        f -> f.objects("a").get(1).flag("b", true),
                        "a[1].b must be true or false, not 1"),
                bad(
                        "{'a':{'x':1}}",
                        f -> f.optionalObject("a").refuseUnknown(Set.of("y", "b")),
                        "unknown member 'a.x'; known are b, y"));
    }

    private static Arguments bad(String json, Consumer<Fields> reading, String message) {
        return arguments(json, Named.of("read", reading), message);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("wrong")
    void a_complaint_names_the_member_by_its_path_and_what_was_expected(
            String json, Consumer<Fields> reading, String message) {
        Fields fields = fields(json);

        assertThatThrownBy(() -> reading.accept(fields))
                .isInstanceOf(Refusal.class)
                .hasMessageEndingWith(message);
    }

    @Test
    void a_refusal_carries_the_path_of_the_member_as_a_value() {
        Fields inArray = fields("{'a':[{},{'b':1}]}").objects("a").get(1);

        assertThat(refusal(() -> inArray.flag("b", true)).subject()).isEqualTo(Refusal.Subject.field("a[1].b"));
        assertThat(refusal(() -> inArray.text("c", "a name")).subject()).isEqualTo(Refusal.Subject.field("a[1].c"));
        assertThat(refusal(() -> inArray.refuseUnknown(Set.of())).subject()).isEqualTo(Refusal.Subject.field("a[1].b"));
    }

    private static Refusal refusal(ThrowingCallable reading) {
        return catchThrowableOfType(Refusal.class, reading);
    }

    @Test
    void an_absent_member_and_null_take_the_standard() {
        for (String json : new String[] {"{}", "{'a':null}"}) {
            Fields fields = fields(json);

            assertThat(fields.has("a")).isFalse();
            assertThat(fields.flag("a", true)).isTrue();
            assertThat(fields.integer("a", 0, 3, 2)).isEqualTo(2);
            assertThat(fields.optionalText("a", 1, 3)).isNull();
            assertThat(fields.optionalObject("a")).isNull();
        }
    }

    @Test
    void a_character_outside_the_basic_plane_counts_once() {
        assertThat(fields("{'a':'😀😀😀'}").text("a", 1, 3)).isEqualTo("😀😀😀");
    }

    @Test
    void a_long_value_is_quoted_only_in_part() {
        Fields fields = fields("{'a':'" + "x".repeat(10_000) + "'}");

        assertThatThrownBy(() -> fields.flag("a", true))
                .message()
                .hasSizeLessThan(200)
                .contains("…");
    }

    private static Fields fields(String json) {
        return StrictJson.readObject(json.replace('\'', '"').getBytes(UTF_8));
    }
}
