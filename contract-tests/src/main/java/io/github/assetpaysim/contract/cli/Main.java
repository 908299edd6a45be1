package io.github.assetpaysim.contract.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Starts the kit from a command line. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // A kept-alive connection that the merchant has closed fails the next POST; most servers keep one for 5 s.
        System.setProperty("jdk.httpclient.keepalive.timeout", "2");
        // UTF-8 whatever the locale says: item names have a ★.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(new Cli(out, err, isTerminal()).run(arguments));
    }

    /** From JDK 22 on there may be a console without a terminal; what says so then is unknown to JDK 17. */
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null || Runtime.version().feature() < 22) {
            return console != null;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
