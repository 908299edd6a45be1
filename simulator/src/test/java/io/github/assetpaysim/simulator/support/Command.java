package io.github.assetpaysim.simulator.support;

import io.github.assetpaysim.simulator.cli.Main;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The simulator's command, to be run as a process of its own from the classes under test. */
public final class Command {
    private Command() {}

    public static ProcessBuilder with(String... arguments) {
        return with(List.of(), arguments);
    }

    /** @param jvm what the JVM is told besides */
    public static ProcessBuilder with(List<String> jvm, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        command.addAll(jvm);
        command.add(Main.class.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }
}
