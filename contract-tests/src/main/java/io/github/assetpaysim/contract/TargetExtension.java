package io.github.assetpaysim.contract;

import io.github.assetpaysim.contract.http.HttpUrl;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands a {@link QuickStart} at the target of {@code -Dassetpay.target} to the tests of a class. When there is nothing to check at,
 * the class fails once and none of its tests starts.
 */
public final class TargetExtension implements BeforeAllCallback, ParameterResolver {
    private static final ExtensionContext.Namespace STORE = ExtensionContext.Namespace.create(TargetExtension.class);

    private final Function<ExtensionContext, URI> standard;

    private TargetExtension(Function<ExtensionContext, URI> standard) {
        this.standard = standard;
    }

    /** The target is what {@code start} gives, unless the options name another; it is closed after the last test. */
    public static <S extends AutoCloseable> TargetExtension orElse(Supplier<S> start, Function<S, URI> url) {
        return new TargetExtension(context -> {
            S server = start.get();
            context.getStore(STORE).put("server", server);
            return url.apply(server);
        });
    }

    private record Session(CallbackReceiver receiver, Target target, QuickStart quickStart) implements AutoCloseable {
        @Override
        public void close() {
            try (receiver) {
                target.close();
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Options options = options(context);
        if (options.target() == null) {
            options = options.withTarget(HttpUrl.target(standard.apply(context).toString()));
        }
        CallbackReceiver receiver = new CallbackReceiver();
        try {
            Target target = Target.open(options, receiver.url());
            QuickStart quickStart = new QuickStart(target, receiver, InstantSource.system());
            context.getStore(STORE).put(Session.class, new Session(receiver, target, quickStart));
        } catch (RuntimeException e) {
            receiver.close();
            throw e;
        }
    }

    private static Options options(ExtensionContext context) {
        Map<String, String> given = new LinkedHashMap<>();
        // Other names than the known ones are typing errors, which must not go unnoticed.
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(Options.PREFIX))
                .forEach(name -> given.put(name.substring(Options.PREFIX.length()), System.getProperty(name)));
        for (String name : Options.NAMES) {
            context.getConfigurationParameter(Options.PREFIX + name).ifPresent(value -> given.put(name, value));
        }
        return Options.of(given);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == QuickStart.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(STORE).get(Session.class, Session.class).quickStart();
    }
}
