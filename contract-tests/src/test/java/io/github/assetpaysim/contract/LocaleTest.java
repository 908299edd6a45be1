package io.github.assetpaysim.contract;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.github.assetpaysim.fixtures.Fixtures;
import io.github.assetpaysim.simulator.Simulator;
import java.lang.reflect.Executable;
import java.text.DecimalFormat;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The machine's locale decides about no digit and no letter, neither in the simulator nor in the kit: programs read both. */
class LocaleTest {
    /** These take the default locale although nothing of the same name takes another. */
    private static final Set<String> WITHOUT_A_TWIN = Set.of(
            "java.lang.String.formatted",
            "java.text.DecimalFormat.<init>",
            "java.text.SimpleDateFormat.<init>",
            "java.util.Scanner.<init>",
            "java.util.Locale.getDefault");

    private static final ArchRule RULE =
            noClasses().should().callCodeUnitWhere(describe("take the default locale", LocaleTest::takesDefaultLocale));

    private static boolean takesDefaultLocale(JavaCall<?> call) {
        String owner = call.getTargetOwner().getFullName();
        if (!owner.startsWith("java.")) {
            return false;
        }
        List<String> given = call.getTarget().getRawParameterTypes().stream()
                .map(JavaClass::getFullName)
                .toList();
        Class<?> type = call.getTargetOwner().reflect();
        return WITHOUT_A_TWIN.contains(owner + "." + call.getName())
                || Stream.<Executable>concat(Arrays.stream(type.getMethods()), Arrays.stream(type.getConstructors()))
                        .filter(each -> each.getName().equals(call.getName())
                                || call.getName().equals("<init>")
                                        && each.getName().equals(owner))
                        .map(each -> Stream.of(each.getParameterTypes()).toList())
                        .anyMatch(types -> types.contains(Locale.class)
                                && types.stream()
                                        .filter(each -> each != Locale.class)
                                        .map(Class::getName)
                                        .toList()
                                        .equals(given));
    }

    @Test
    void no_class_takes_the_default_locale() {
        JavaClasses main = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                // In its artifact the simulator carries libraries, which are not ours to mend.
                .withImportOption(location -> !location.contains("/shaded/"))
                .importPackagesOf(Fixtures.class, Simulator.class, Json.class);

        assertThat(main).hasSizeGreaterThan(300);
        RULE.check(main);
    }

    @Test
    void the_rule_sees_every_call_of_the_kind() {
        JavaClass culprit = new ClassFileImporter().importClasses(Culprit.class).get(Culprit.class);

        assertThat(culprit.getCodeUnitCallsFromSelf().stream()
                        .filter(LocaleTest::takesDefaultLocale)
                        .map(call -> call.getTargetOwner().getSimpleName() + "." + call.getName())
                        .collect(toSet()))
                .containsExactlyInAnyOrder(
                        "String.format",
                        "String.formatted",
                        "String.toLowerCase",
                        "String.toUpperCase",
                        "PrintStream.printf",
                        "DateTimeFormatter.ofPattern",
                        "DecimalFormat.<init>",
                        "Formatter.<init>",
                        "Scanner.<init>",
                        "Locale.getDefault");
    }

    /** Does all that is forbidden, and beside it the same with a locale. */
    private static final class Culprit {
        @SuppressWarnings("resource")
        static String all(String text, int number) {
            System.out.printf("%d", number);
            System.out.printf(Locale.ROOT, "%d", number);
            return String.format("%d", number)
                    + String.format(Locale.ROOT, "%d", number)
                    + "%d".formatted(number)
                    + text.toLowerCase()
                    + text.toLowerCase(Locale.ROOT)
                    + text.toUpperCase()
                    + DateTimeFormatter.ofPattern("HH")
                    + DateTimeFormatter.ofPattern("HH", Locale.ROOT)
                    + new DecimalFormat("0")
                    + new Formatter()
                    + new Formatter(Locale.ROOT)
                    + new Scanner(text)
                    + Locale.getDefault()
                    + text.strip();
        }
    }
}
