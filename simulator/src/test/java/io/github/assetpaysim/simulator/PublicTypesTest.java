package io.github.assetpaysim.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.assetpaysim.simulator.http.WebServer;
import io.github.assetpaysim.simulator.junit.AssetPaySimulatorExtension;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The types that a user's test meets. The libraries have other names in the artifact, so it must meet none of theirs. */
class PublicTypesTest {
    private static final String OURS = "io.github.assetpaysim.";

    private final JavaClasses simulator = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.assetpaysim.simulator");

    @Test
    void a_users_test_meets_only_types_of_the_JDK_of_JUnit_and_of_the_simulator() {
        assertThat(foreign(Simulator.class, Settings.class, PlannedFault.class, AssetPaySimulatorExtension.class))
                .isEmpty();
    }

    @Test
    void a_foreign_type_would_be_found() {
        assertThat(foreign(WebServer.class)).contains("io.javalin.http.Context");
    }

    /** What can be reached from the classes by public methods and constructors and is of none of the three. */
    private Set<String> foreign(Class<?>... from) {
        Set<String> foreign = new HashSet<>();
        Set<JavaClass> met = new HashSet<>();
        Deque<JavaClass> open =
                new ArrayDeque<>(Stream.of(from).map(simulator::get).toList());
        while (!open.isEmpty()) {
            JavaClass type = open.pop();
            if (type.isPrimitive() || type.isArray() || !met.add(type)) {
                continue;
            }
            if (type.getName().startsWith(OURS)) {
                type.getCodeUnits().stream()
                        .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
                        .flatMap(PublicTypesTest::types)
                        .forEach(open::push);
                type.getRawSuperclass().ifPresent(open::push);
                type.getRawInterfaces().forEach(open::push);
            } else if (!type.getName().startsWith("java.") && !type.getName().startsWith("org.junit.")) {
                foreign.add(type.getName());
            }
        }
        return foreign;
    }

    private static Stream<JavaClass> types(JavaCodeUnit unit) {
        return Stream.of(List.of(unit.getReturnType()), unit.getParameterTypes())
                .flatMap(List::stream)
                .map(JavaType::getAllInvolvedRawTypes)
                .flatMap(Set::stream)
                .map(JavaClass::getBaseComponentType);
    }
}
