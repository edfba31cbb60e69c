package io.counterpart.bench;

import static java.util.stream.Collectors.toMap;

import io.counterpart.platform.ChildProcess;
import io.counterpart.platform.Component;
import io.counterpart.platform.LocalPlatform;
import io.counterpart.platform.PlatformException;
import io.counterpart.platform.Second;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Two twin-runtimes, and a tenant's partitions that go from one to the other: first from one that does not run for a while and then
 * goes on without knowing, then from one that dies. That they did go is part of it: where nobody takes over, nobody is fenced.
 */
final class TakeOver {
    private static final Duration BETWEEN = Duration.ofSeconds(3);
    private static final Duration LOOK = Duration.ofMillis(250);

    /** An owner that does not run is missed after two of the broker's keep-alives at most. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final LocalPlatform platform;
    private final TenantTopics topics;
    private final Consumer<String> progress;
    private final List<Integer> partitions;

    TakeOver(LocalPlatform platform, TenantTopics topics, Consumer<String> progress) {
        this.platform = platform;
        this.topics = topics;
        this.progress = progress;
        partitions = IntStream.range(0, topics.partitions()).boxed().toList();
    }

    /**
     * How it went.
     *
     * @param partitions of the tenant
     * @param fromStopped what the other took from an owner that did not run
     * @param letGoMs from its going on until that owner, fenced, had let go of all it believed to have
     * @param fromKilled what the other took from an owner that died
     */
    public record Times(int partitions, Taken fromStopped, long letGoMs, Taken fromKilled) {}

    /**
     * A change of owners.
     *
     * @param partitions that changed
     * @param heldMs until the broker had let the other have them all
     * @param pointedMs until the other had set a checkpoint's pointer on each
     */
    public record Taken(int partitions, long heldMs, long pointedMs) {}

    /** One of the two, under the name by which it stands in line. */
    private record Contender(String name, ChildProcess process, OwnerMeters meters) {}

    /**
     * Does both.
     *
     * @param stopped how long the first does not run at least
     */
    Times run(Duration stopped) throws InterruptedException {
        String firstName = topics.line(0).active();
        progress.accept("Starting a second twin-runtime");
        try (Second second = platform.second(Component.RUNTIME)) {
            awaitThat(
                    "two stand in line for each partition",
                    () -> partitions.stream()
                            .allMatch(partition -> topics.line(partition).all().size() == 2));
            String secondName = topics.line(0).all().stream()
                    .filter(name -> !name.equals(firstName))
                    .findFirst()
                    .orElseThrow(() -> new PlatformException("The second twin-runtime has the first one's name."));
            Contender one = new Contender(
                    firstName,
                    platform.process(Component.RUNTIME),
                    new OwnerMeters(platform.address(Component.RUNTIME)));
            Contender other = new Contender(secondName, second.process(), new OwnerMeters(second.address()));
            Thread.sleep(BETWEEN);
            Times times = both(one, other, stopped);
            if (!one.process().isAlive()) {
                progress.accept("Starting twin-runtime again, and stopping the second");
                platform.restart(Component.RUNTIME);
            }
            return times;
        }
    }

    private Times both(Contender one, Contender other, Duration stopped) throws InterruptedException {
        Contender sleeper = holderOfMost(one, other);
        double lostBefore = sleeper.meters().lost();
        Taken fromStopped;
        long stoppedNanos = System.nanoTime();
        try {
            fromStopped = takeFrom(sleeper, heirOf(sleeper, one, other), "Stopping", ChildProcess::pause);
            Thread.sleep(atLeastZero(stopped.minusNanos(System.nanoTime() - stoppedNanos)));
        } finally {
            sleeper.process().resume();
        }
        long continuedNanos = System.nanoTime();
        awaitThat(
                "the fenced owner let go of what it had",
                () -> sleeper.meters().lost() >= lostBefore + fromStopped.partitions());
        long letGoMs = millisSince(continuedNanos);
        progress.accept("It went on after %d ms, fenced, and let go of them all within %d ms"
                .formatted(TimeUnit.NANOSECONDS.toMillis(continuedNanos - stoppedNanos), letGoMs));
        Thread.sleep(BETWEEN);
        awaitThat(
                "each partition has an owner",
                () -> heldBy(one).size() + heldBy(other).size() == partitions.size());
        Contender dying = holderOfMost(one, other);
        Taken fromKilled = takeFrom(dying, heirOf(dying, one, other), "Killing", ChildProcess::kill);
        return new Times(partitions.size(), fromStopped, letGoMs, fromKilled);
    }

    private Taken takeFrom(Contender owner, Contender heir, String doing, Consumer<ChildProcess> done)
            throws InterruptedException {
        List<Integer> held = heldBy(owner);
        progress.accept("%s the owner of %d of %d partitions, with another beside it"
                .formatted(doing, held.size(), partitions.size()));
        Map<Integer, String> pointersBefore = held.stream().collect(toMap(Function.identity(), topics::lastPointerBy));
        long doneNanos = System.nanoTime();
        done.accept(owner.process());
        awaitThat("the other has all partitions", () -> heldBy(heir).size() == partitions.size());
        long heldMs = millisSince(doneNanos);
        awaitPointersByOthers(pointersBefore);
        Taken taken = new Taken(held.size(), heldMs, millisSince(doneNanos));
        progress.accept("The other has them all after %d ms, and a checkpoint of each after %d ms"
                .formatted(taken.heldMs(), taken.pointedMs()));
        return taken;
    }

    private Contender holderOfMost(Contender one, Contender other) {
        return heldBy(one).size() >= heldBy(other).size() ? one : other;
    }

    private static Contender heirOf(Contender owner, Contender one, Contender other) {
        return owner.name().equals(one.name()) ? other : one;
    }

    private List<Integer> heldBy(Contender runtime) {
        return partitions.stream()
                .filter(partition -> topics.line(partition).active().equals(runtime.name()))
                .toList();
    }

    /** Whoever sets a pointer holds the fence: those before it are shut out. */
    private void awaitPointersByOthers(Map<Integer, String> before) throws InterruptedException {
        Set<Map.Entry<Integer, String>> each = before.entrySet();
        awaitThat(
                "each partition taken has a pointer by its new owner",
                () -> each.stream()
                        .noneMatch(partition ->
                                topics.lastPointerBy(partition.getKey()).equals(partition.getValue())));
    }

    private static void awaitThat(String what, BooleanSupplier holds) throws InterruptedException {
        long startNanos = System.nanoTime();
        while (!holds.getAsBoolean()) {
            if (millisSince(startNanos) > PATIENCE.toMillis()) {
                throw new PlatformException(
                        "After " + PATIENCE.toSeconds() + " s it is still not so that " + what + ".");
            }
            Thread.sleep(LOOK);
        }
    }

    private static long millisSince(long startNanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }

    private static Duration atLeastZero(Duration wait) {
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
