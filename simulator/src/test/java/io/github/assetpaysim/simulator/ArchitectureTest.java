package io.github.assetpaysim.simulator;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which package may know which. Each rule is also held against a class that breaks it, so that none passes by being empty. */
class ArchitectureTest {
    private static final String SIMULATOR = "io.github.assetpaysim.simulator";
    private static final String CULPRIT = "io.github.assetpaysim.culprit";

    /** The package in which everything is put together. */
    private static final String ROOT = "";

    /** What messages are made of; every package may know it. */
    private static final String TEXT = "text";

    /** A package, and the packages of the simulator it may know besides itself. */
    private static final Map<String, Set<String>> DIRECTIONS = Map.ofEntries(
            Map.entry("seed", Set.of()),
            Map.entry("log", Set.of()),
            Map.entry("money", Set.of()),
            Map.entry("time", Set.of()),
            Map.entry(TEXT, Set.of()),
            Map.entry("cli.demo", Set.of()),
            // Not the control API, the trades or the dialect: commands are clients like everybody else.
            Map.entry("cli.command", Set.of("setting", "time")),
            Map.entry(
                    "cli",
                    Set.of(
                            ROOT,
                            "cli.command",
                            "cli.demo",
                            "dialect",
                            "dialect.co",
                            "http",
                            "merchant",
                            "catalog",
                            "time",
                            "setting",
                            "log")),
            Map.entry("junit", Set.of(ROOT, "merchant", "callback", "callback.transport", "dialect", "fault", "trade")),
            Map.entry("setting", Set.of("time")),
            Map.entry("requestlog", Set.of()),
            Map.entry("catalog", Set.of("money", "seed")),
            Map.entry("trade", Set.of("money", "catalog")),
            Map.entry("dialect", Set.of("trade", "setting")),
            Map.entry("callback", Set.of("callback.transport", "dialect", "trade", "time", "setting")),
            Map.entry("callback.transport", Set.of("dialect", "time")),
            Map.entry("fault", Set.of("callback.transport", "callback", "dialect", "trade", "setting", "time")),
            Map.entry(
                    "merchant",
                    Set.of(
                            "callback.transport",
                            "callback",
                            "fault",
                            "dialect",
                            "trade",
                            "catalog",
                            "money",
                            "time",
                            "setting",
                            "requestlog",
                            "seed",
                            "log")),
            Map.entry("http", Set.of("trade", "requestlog", "money", "seed", "setting", "log")),
            Map.entry("page", Set.of("http", "trade")),
            Map.entry("endpoint", Set.of("http", "merchant", "fault", "dialect", "trade", "requestlog")),
            Map.entry(
                    "dialect.co",
                    Set.of(
                            "dialect.co.explain",
                            "dialect.co.hint",
                            "dialect.co.signature",
                            "endpoint",
                            "http",
                            "merchant",
                            "fault",
                            "dialect",
                            "trade",
                            "requestlog",
                            "catalog",
                            "money",
                            "setting")),
            Map.entry("dialect.co.explain", Set.of("dialect.co.signature", "dialect", "http")),
            Map.entry(
                    "dialect.co.hint",
                    Set.of("dialect", "endpoint", "http", "merchant", "trade", "requestlog", "setting")),
            Map.entry("dialect.co.signature", Set.of()),
            Map.entry(
                    "control",
                    Set.of(
                            "callback.transport",
                            "http",
                            "page",
                            "merchant",
                            "callback",
                            "fault",
                            "dialect",
                            "trade",
                            "requestlog",
                            "catalog",
                            "money",
                            "time",
                            "setting")));

    private static JavaClasses simulator;
    private static JavaClasses culprits;

    @BeforeAll
    static void read() {
        simulator = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(SIMULATOR);
        culprits = new ClassFileImporter().importPackages(CULPRIT);
    }

    static Map<String, ArchRule> rules(String root) {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        DIRECTIONS.forEach((name, known) -> {
            String[] allowed = Stream.concat(known.stream(), Stream.of(name, TEXT))
                    .map(each -> in(root, each))
                    .toArray(String[]::new);
            rules.put(
                    name + " knows only " + known,
                    noClasses()
                            .that()
                            .resideInAPackage(in(root, name))
                            .should()
                            .dependOnClassesThat(resideInAPackage(root + "..").and(not(resideInAnyPackage(allowed)))));
        });
        rules.put(
                "Javalin",
                only(root, "io.javalin..", "http", "page", "endpoint", "dialect.co", "dialect.co.hint", "control"));
        rules.put("Jetty", only(root, "org.eclipse.jetty..", "http"));
        rules.put(
                "Jackson",
                only(
                        root,
                        "com.fasterxml.jackson..",
                        "http",
                        "dialect.co",
                        "dialect.co.explain",
                        "dialect.co.hint",
                        "dialect.co.signature",
                        "control",
                        "catalog",
                        "cli.command",
                        "cli.demo"));
        rules.put("the JDK's HTTP client", only(root, "java.net.http..", "cli.command", "cli.demo"));
        rules.put("the parts of HTTP", only(root, "org.apache.hc..", "callback.transport"));
        rules.put("sockets", sockets(root));
        rules.put("JOSE", only(root, "org.jose4j..", "merchant"));
        rules.put("JUnit, which who runs the simulator lacks", noJunit(root));
        rules.put("option parsing", only(root, "org.apache.commons.cli..", "cli", "cli.command"));
        rules.put("what all dialects share knows none of them", noDialect(root));
        rules.put("dialects do not know each other", dialectsApart(root));
        rules.put("time and chance come from outside", timeAndChance(root));
        return rules;
    }

    /** Without the packages inside it where these have rules of their own. */
    private static String in(String root, String name) {
        if (name.equals(ROOT)) {
            return root;
        }
        boolean alone = DIRECTIONS.keySet().stream().anyMatch(each -> each.startsWith(name + "."));
        return root + "." + name + (alone ? "" : "..");
    }

    /** The root package, where everything is put together, may know all libraries. */
    private static ArchRule only(String root, String library, String... packages) {
        String[] allowed = Stream.of(packages).map(each -> in(root, each)).toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(root + ".*..")
                .and(not(resideInAnyPackage(allowed)))
                .should()
                .dependOnClassesThat(resideInAPackage(library));
    }

    private static ArchRule noJunit(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(root + ".junit..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.junit..", root + ".junit.."));
    }

    /** Those that connect somewhere. */
    private static ArchRule sockets(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(root + ".callback.transport..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(java.net.Socket.class);
    }

    private static ArchRule noDialect(String root) {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        Stream.of("trade", "dialect", "callback", "fault", "merchant", "endpoint", "http", "control")
                                .map(each -> in(root, each))
                                .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".dialect.*..");
    }

    private static ArchRule dialectsApart(String root) {
        return slices().matching(root + ".dialect.(*)..").should().notDependOnEachOther();
    }

    private static ArchRule timeAndChance(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(root + ".time..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(java.time.InstantSource.class, "system")
                .orShould()
                .callMethod(java.util.concurrent.ThreadLocalRandom.class, "current")
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .callConstructor(java.security.SecureRandom.class);
    }

    static Stream<String> names() {
        return rules(SIMULATOR).keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_simulator_keeps_the_rule(String name) {
        rules(SIMULATOR).get(name).check(simulator);
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_rule_catches_a_culprit(String name) {
        assertThat(rules(CULPRIT).get(name).evaluate(culprits).hasViolation()).isTrue();
    }

    @Test
    void every_package_of_the_simulator_has_a_rule() {
        assertThat(simulator.stream().filter(each -> !each.getPackageName().equals(SIMULATOR)))
                .allMatch(each -> DIRECTIONS.keySet().stream()
                        .anyMatch(
                                known -> resideInAPackage(in(SIMULATOR, known)).test(each)));
    }

    @Test
    void packages_have_no_cycles() {
        ArchRule rule = slices().matching(SIMULATOR + ".(**)").should().beFreeOfCycles();
        rule.check(simulator);
        assertThat(slices().matching(CULPRIT + ".(**)")
                        .should()
                        .beFreeOfCycles()
                        .evaluate(culprits)
                        .hasViolation())
                .isTrue();
    }
}
