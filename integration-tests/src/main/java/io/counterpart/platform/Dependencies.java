package io.counterpart.platform;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Works on components side by side, each as soon as those it depends on are done. */
final class Dependencies {
    private final Set<Component> components;

    Dependencies(Set<Component> components) {
        this.components = Set.copyOf(components);
    }

    /** What a component needs comes before it. The first failure is thrown; what had not begun by then is left out. */
    void forwards(Consumer<Component> work) {
        each(work, (component, other) -> component.needs().contains(other));
    }

    /** What needs a component comes before it. */
    void backwards(Consumer<Component> work) {
        each(work, (component, other) -> other.needs().contains(component));
    }

    private void each(Consumer<Component> work, BiPredicate<Component, Component> waitsFor) {
        Map<Component, CountDownLatch> over = new EnumMap<>(Component.class);
        components.forEach(component -> over.put(component, new CountDownLatch(1)));
        AtomicReference<@Nullable RuntimeException> firstFailure = new AtomicReference<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            over.forEach((component, finished) -> threads.execute(() -> {
                try {
                    over.forEach((other, otherFinished) -> {
                        if (waitsFor.test(component, other)) {
                            await(otherFinished);
                        }
                    });
                    if (firstFailure.get() == null) {
                        work.accept(component);
                    }
                } catch (RuntimeException e) {
                    firstFailure.compareAndSet(null, e);
                } finally {
                    finished.countDown();
                }
            }));
        }
        RuntimeException failure = firstFailure.get();
        if (failure != null) {
            throw failure;
        }
    }

    private static void await(CountDownLatch finished) {
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("Interrupted.", e);
        }
    }
}
