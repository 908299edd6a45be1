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
 * field that {@link #withSettings} made, the class has its own. Each test has its own merchant, whose time stands still and which is
 * deleted after it; so tests may run in parallel.
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
    private final boolean unstruckFaultsAllowed;
    private final boolean undeliveredCallbacksAllowed;
    private final ExtensionContext.Namespace namespace;

    /** Uses the simulator that all tests of the run share. */
    public AssetPaySimulatorExtension() {
        this(null, false, false);
    }

    private AssetPaySimulatorExtension(
            Settings own, boolean unstruckFaultsAllowed, boolean undeliveredCallbacksAllowed) {
        this.own = own;
        this.unstruckFaultsAllowed = unstruckFaultsAllowed;
        this.undeliveredCallbacksAllowed = undeliveredCallbacksAllowed;
        this.namespace = own == null
                ? ExtensionContext.Namespace.create(AssetPaySimulatorExtension.class)
                : ExtensionContext.Namespace.create(AssetPaySimulatorExtension.class, this);
    }

    /**
     * Uses a simulator of its own, started for the class with these settings. What they say about merchants holds for each test's
     * merchant too, apart from id and API key.
     */
    public static AssetPaySimulatorExtension withSettings(Settings settings) {
        return new AssetPaySimulatorExtension(settings, false, false);
    }

    /** The same, as if every test were marked {@link AllowUnstruckFaults}. */
    public AssetPaySimulatorExtension allowUnstruckFaults() {
        return new AssetPaySimulatorExtension(own, true, undeliveredCallbacksAllowed);
    }

    /** The same, as if every test were marked {@link AllowUndeliveredCallbacks}. */
    public AssetPaySimulatorExtension allowUndeliveredCallbacks() {
        return new AssetPaySimulatorExtension(own, unstruckFaultsAllowed, true);
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

    @SuppressWarnings("deprecation") // its successor came with JUnit 6
    private Simulator simulator(ExtensionContext context) {
        return (own == null ? context.getRoot() : context)
                .getStore(namespace)
                .getOrComputeIfAbsent(
                        SERVER, key -> new Server(Simulator.start(own == null ? Settings.STANDARD : own)), Server.class)
                .simulator();
    }

    @SuppressWarnings("deprecation")
    private Stay stay(ExtensionContext context) {
        return context.getStore(namespace)
                .getOrComputeIfAbsent(STAY, key -> new Stay(createMerchant(context)), Stay.class);
    }

    private SimulatedMerchant createMerchant(ExtensionContext context) {
        MerchantSettings settings = (own == null ? Settings.STANDARD : own).merchant();
        // Two merchants cannot have the same id or key.
        return simulator(context)
                .createMerchant(
                        settings.with(MerchantSettings.MERCHANT_ID, null).with(MerchantSettings.API_KEY, null));
    }

    /** Closed with the store that holds it. JUnit up to 5.12 closes {@code CloseableResource} only, JUnit 7 may know none. */
    @SuppressWarnings("deprecation")
    private record Server(Simulator simulator) implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            simulator.close();
        }
    }

    /** A merchant as long as its test runs, closed as the server is. */
    @SuppressWarnings("deprecation")
    private record Stay(SimulatedMerchant merchant) implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            merchant.close();
        }
    }
}
