package io.github.assetpaysim.simulator.junit;

import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.SimulatedMerchant;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import java.lang.annotation.Annotation;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives tests a {@link Simulator} and a fresh {@link SimulatedMerchant} as parameters of constructors and methods. For JUnit Jupiter
 * 5.10 and newer; a constructor can take a merchant from 5.12 on.
 *
 * <p>With {@code @ExtendWith(AssetPaySimulatorExtension.class)} one simulator serves all tests of the run. Registered as a static
 * field that {@link #withSettings} made, the class has its own; {@link #withSimulator} takes one that you have started. Each test has
 * its own merchant, whose time stands still and which is deleted after it; so tests may run in parallel.
 *
 * <p>Where the settings name an API key or a merchant id, an application knows these and cannot be told others. Then the test's
 * merchant is the simulator's default one, which has them, made anew for each test; tests that take it run one after another.
 *
 * <p>A test that has passed fails when a fault that it planned has never struck, or when a callback that was due to its merchant's
 * URL was not delivered ({@link SimulatedMerchant#undeliveredCallbacks()}). That is looked at right after the test method, before
 * any {@code @AfterEach}.
 */
public final class AssetPaySimulatorExtension
        implements BeforeAllCallback, AfterTestExecutionCallback, ParameterResolver {
    private static final Object SERVER = "server";
    private static final Object STAY = "stay";

    private final Settings own;
    private final Simulator given;
    private final boolean unstruckFaultsAllowed;
    private final boolean undeliveredCallbacksAllowed;
    private final ExtensionContext.Namespace namespace;

    /** Uses the simulator that all tests of the run share. */
    public AssetPaySimulatorExtension() {
        this(null, null, false, false);
    }

    private AssetPaySimulatorExtension(
            Settings own, Simulator given, boolean unstruckFaultsAllowed, boolean undeliveredCallbacksAllowed) {
        this.own = own;
        this.given = given;
        this.unstruckFaultsAllowed = unstruckFaultsAllowed;
        this.undeliveredCallbacksAllowed = undeliveredCallbacksAllowed;
        Object scope = own != null ? this : given != null ? given : "run";
        this.namespace = ExtensionContext.Namespace.create(AssetPaySimulatorExtension.class, scope);
    }

    /**
     * Uses a simulator of its own, started for the class with these settings. What they say about merchants holds for each test's
     * merchant too.
     */
    public static AssetPaySimulatorExtension withSettings(Settings settings) {
        return new AssetPaySimulatorExtension(settings, null, false, false);
    }

    /**
     * Uses a simulator that you have started, for an application that is started once for many test classes and has the credentials of
     * the default merchant: that one is each test's merchant, made anew for it. The simulator is not closed here; its threads keep no
     * JVM from ending.
     */
    public static AssetPaySimulatorExtension withSimulator(Simulator simulator) {
        return new AssetPaySimulatorExtension(null, simulator, false, false);
    }

    /** The same, as if every test were marked {@link AllowUnstruckFaults}. */
    public AssetPaySimulatorExtension allowUnstruckFaults() {
        return new AssetPaySimulatorExtension(own, given, true, undeliveredCallbacksAllowed);
    }

    /** The same, as if every test were marked {@link AllowUndeliveredCallbacks}. */
    public AssetPaySimulatorExtension allowUndeliveredCallbacks() {
        return new AssetPaySimulatorExtension(own, given, unstruckFaultsAllowed, true);
    }

    /** A constructor's parameters belong to its test. JUnit before 5.12 never asks. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // Looked up here first, it stays in the store of the class instead of a test's.
        simulator(context);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        Stay stay = context.getStore(namespace).get(STAY, Stay.class);
        if (stay == null || context.getExecutionException().isPresent()) {
            return;
        }
        Leftovers leftovers = new Leftovers(stay.merchant());
        if (!unstruckFaultsAllowed && !isMarked(context, AllowUnstruckFaults.class)) {
            leftovers.findUnstruckFaults();
        }
        if (!undeliveredCallbacksAllowed && !isMarked(context, AllowUndeliveredCallbacks.class)) {
            leftovers.findUndeliveredCallbacks();
        }
        leftovers.complain();
    }

    private static boolean isMarked(ExtensionContext context, Class<? extends Annotation> mark) {
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            if (AnnotationSupport.isAnnotated(at.get().getElement(), mark)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Simulator.class || type == SimulatedMerchant.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (parameter.getParameter().getType() == Simulator.class) {
            return simulator(context);
        }
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException("a SimulatedMerchant belongs to one test, not to "
                    + parameter.getDeclaringExecutable()
                    + "; let the test method, its constructor or @BeforeEach take it."
                    + " For all tests of a class: Simulator.createMerchant()");
        }
        return stay(context).merchant();
    }

    private Simulator simulator(ExtensionContext context) {
        return server(context).simulator();
    }

    @SuppressWarnings("deprecation") // its successor came with JUnit 6
    private Server server(ExtensionContext context) {
        return (own == null ? context.getRoot() : context)
                .getStore(namespace)
                .getOrComputeIfAbsent(SERVER, key -> newServer(), Server.class);
    }

    private Server newServer() {
        return given == null
                ? new Server(Simulator.start(own == null ? Settings.STANDARD : own), new Turn(), true)
                : new Server(given, new Turn(), false);
    }

    @SuppressWarnings("deprecation")
    private Stay stay(ExtensionContext context) {
        return context.getStore(namespace).getOrComputeIfAbsent(STAY, key -> newStay(server(context)), Stay.class);
    }

    private Stay newStay(Server server) {
        MerchantSettings settings = (own == null ? Settings.STANDARD : own).merchant();
        boolean known =
                settings.get(MerchantSettings.API_KEY) != null || settings.get(MerchantSettings.MERCHANT_ID) != null;
        if (given == null && !known) {
            return new Stay(server.simulator().createMerchant(settings), () -> {});
        }
        server.turn().take();
        try {
            return new Stay(server.simulator().restartDefaultMerchant(), server.turn()::end);
        } catch (RuntimeException e) {
            server.turn().end();
            throw e;
        }
    }

    /** Closed with the store that holds it. JUnit up to 5.12 closes {@code CloseableResource} only, JUnit 7 may know none. */
    @SuppressWarnings("deprecation")
    private record Server(Simulator simulator, Turn turn, boolean ours)
            implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            if (ours) {
                simulator.close();
            }
        }
    }

    /** A merchant as long as its test runs, closed as the server is. */
    @SuppressWarnings("deprecation")
    private record Stay(SimulatedMerchant merchant, Runnable after)
            implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            try {
                merchant.close();
            } finally {
                after.run();
            }
        }
    }
}
