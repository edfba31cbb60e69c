package io.counterpart.bench.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.ValueSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A plant whose types declare all that can be declared of signals: ten each that are sent, some that are made of them. */
final class SignalPlant {
    static final TenantId TENANT = new TenantId("bench");
    static final int SIGNALS = 10;

    private static final long ORDER_WINDOW_MS = 10_000;
    private static final int TYPES = 4;
    private static final List<TypeDefinition> DEFINITIONS =
            IntStream.range(0, TYPES).mapToObj(SignalPlant::definition).toList();

    private SignalPlant() {}

    /** The type of the twin of this number. */
    static TypeId typeOf(int twin) {
        return DEFINITIONS.get(twin % TYPES).id();
    }

    static Optional<TypeDefinition> type(TenantId tenant, TypeId type) {
        return DEFINITIONS.stream()
                .filter(definition ->
                        definition.tenant().equals(tenant) && definition.id().equals(type))
                .findFirst();
    }

    static String name(int signal) {
        return "signal" + signal;
    }

    private static TypeDefinition definition(int type) {
        List<TypeDefinition.Property> properties = new ArrayList<>();
        for (int signal = 0; signal < SIGNALS; signal++) {
            properties.add(property(
                    name(signal),
                    new Signal(
                            signal == 2 ? new Signal.Source("kilopascal", 1, 0) : null,
                            (signal + type) % 5 == 4 ? null : quality(signal),
                            (signal + type) % 3 == 0 ? filter(signal + type) : null,
                            null,
                            null)));
        }
        properties.add(made("mean", new Signal.Window(named(0), 30_000, Signal.Statistic.MEAN, 50), null));
        properties.add(made("spread", new Signal.Window(named(1), 20_000, Signal.Statistic.STDDEV, 50), null));
        properties.add(made("high", new Signal.Window(named(type), 15_000, Signal.Statistic.P95, 0), null));
        properties.add(made("line", null, new Signal.Align(named(3), 2_000, Signal.Method.LINEAR, 10_000)));
        properties.add(made("step", null, new Signal.Align(named(4), 2_000, Signal.Method.PREVIOUS, 5_000)));
        properties.add(
                made("lineMean", new Signal.Window(new PropertyName("line"), 20_000, Signal.Statistic.MEAN, 50), null));
        return new TypeDefinition(
                TENANT,
                new TypeId("dtmi:com:example:Plant" + type + ";1"),
                properties,
                ORDER_WINDOW_MS,
                JsonNodeFactory.instance.objectNode());
    }

    private static PropertyName named(int signal) {
        return new PropertyName(name(signal));
    }

    private static TypeDefinition.Property made(
            String name, Signal.@Nullable Window window, Signal.@Nullable Align align) {
        return property(name, new Signal(null, null, null, window, align));
    }

    private static TypeDefinition.Property property(String name, Signal signal) {
        return new TypeDefinition.Property(new PropertyName(name), ValueSchema.DOUBLE, "bar", null, signal);
    }

    private static Signal.Quality quality(int signal) {
        boolean isCompared = signal == 5;
        return new Signal.Quality(
                0.0,
                10.0,
                4.0,
                1_000L,
                5_000L,
                20,
                signal % 2 == 0 ? 2.0 : null,
                isCompared ? named(0) : null,
                isCompared ? 1.0 : null,
                600_000L);
    }

    private static Signal.Filter filter(int kind) {
        return new Signal.Filter(kind % 2 == 0 ? 5 : null, kind % 4 == 0 ? null : 0.5, kind % 3 == 0 ? 0.05 : null);
    }
}
