package io.counterpart.journey;

import io.counterpart.platform.Component;
import io.counterpart.platform.LocalPlatform;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the whole platform once for all journeys and hands each class a {@link Customer} of its own. */
final class WholePlatform implements ParameterResolver {

    private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(WholePlatform.class);
    private static final Path HOME = Path.of("target", "journeys").toAbsolutePath();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == LocalPlatform.class || type == Customer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        LocalPlatform platform = platform(context);
        return parameter.getParameter().getType() == LocalPlatform.class ? platform : customer(context, platform);
    }

    private static LocalPlatform platform(ExtensionContext context) {
        return context.getRoot()
                .getStore(SPACE)
                .computeIfAbsent(LocalPlatform.class, key -> start(), LocalPlatform.class);
    }

    /** Owners look away after seconds instead of minutes, so that partitions are parked and woken in all journeys. */
    private static LocalPlatform start() {
        return LocalPlatform.builder()
                .home(HOME)
                .setting(Component.RUNTIME, "COUNTERPART_OWNERSHIP_SILENCE", "5s")
                .setting(Component.RUNTIME, "COUNTERPART_OWNERSHIP_PARK_AFTER", "10s")
                .setting(Component.INGEST, "COUNTERPART_PUBLISHING_IDLE_AFTER", "5s")
                .start();
    }

    /** The same one for all tests of a class; another class never sees it. */
    private static Customer customer(ExtensionContext context, LocalPlatform platform) {
        return context.getStore(SPACE)
                .computeIfAbsent(
                        context.getRequiredTestClass(), key -> Customer.signUp(platform, freshName()), Customer.class);
    }

    static String freshName() {
        byte[] chance = new byte[5];
        new SecureRandom().nextBytes(chance);
        return "t" + HexFormat.of().formatHex(chance);
    }
}
