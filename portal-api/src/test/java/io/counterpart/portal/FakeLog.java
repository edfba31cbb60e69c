package io.counterpart.portal;

import io.counterpart.portal.log.TopicLog;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A log in memory: topics are lists, followers hear at once. A topic can be made unreachable. */
@Singleton
public class FakeLog implements TopicLog {

    private final Map<String, List<Entry>> topics = new ConcurrentHashMap<>();
    private final Map<String, List<Consumer<Entry>>> followers = new ConcurrentHashMap<>();
    private final Map<String, Function<Entry, CompletionStage<Void>>> workers = new ConcurrentHashMap<>();
    private final Map<String, List<Entry>> unacknowledged = new ConcurrentHashMap<>();
    private final Set<String> unreachable = new HashSet<>();

    @Override
    public synchronized Following follow(String topic, From from, Consumer<Entry> listener, Runnable caughtUp) {
        if (from == From.FIRST) {
            on(topic).forEach(listener);
        }
        List<Consumer<Entry>> here = followers.computeIfAbsent(topic, of -> new CopyOnWriteArrayList<>());
        here.add(listener);
        caughtUp.run();
        return () -> here.remove(listener);
    }

    /** What fails is handed on again by {@link #redeliver}. */
    @Override
    public synchronized Following carryOut(
            String topic, String subscription, Function<Entry, CompletionStage<Void>> work) {
        workers.put(topic, work);
        redeliver(topic);
        return () -> workers.remove(topic);
    }

    /** Hands on again what was not acknowledged. */
    public synchronized void redeliver(String topic) {
        unacknowledged(topic).forEach(entry -> work(topic, entry));
    }

    private void work(String topic, Entry entry) {
        Function<Entry, CompletionStage<Void>> work = workers.get(topic);
        if (work != null) {
            CompletionStage<Void> working = work.apply(entry);
            working.thenAccept(done -> unacknowledgedOf(topic).remove(entry));
        }
    }

    private List<Entry> unacknowledgedOf(String topic) {
        return unacknowledged.computeIfAbsent(topic, of -> new CopyOnWriteArrayList<>());
    }

    public List<Entry> unacknowledged(String topic) {
        return List.copyOf(unacknowledgedOf(topic));
    }

    @Override
    public synchronized CompletionStage<Void> publish(String topic, @Nullable String key, byte @Nullable [] payload) {
        if (unreachable.contains(topic)) {
            return CompletableFuture.failedFuture(new IllegalStateException("unreachable"));
        }
        append(topic, new Entry(key, payload));
        return CompletableFuture.completedFuture(null);
    }

    /** Puts a message on a topic as another service would. */
    public synchronized void append(String topic, Entry entry) {
        topics.computeIfAbsent(topic, of -> new ArrayList<>()).add(entry);
        followers.getOrDefault(topic, List.of()).forEach(follower -> follower.accept(entry));
        unacknowledgedOf(topic).add(entry);
        work(topic, entry);
    }

    public synchronized List<Entry> on(String topic) {
        return List.copyOf(topics.getOrDefault(topic, List.of()));
    }

    public synchronized int followersOf(String topic) {
        return followers.getOrDefault(topic, List.of()).size();
    }

    public synchronized void unreachable(String topic, boolean so) {
        if (so) {
            unreachable.add(topic);
        } else {
            unreachable.remove(topic);
        }
    }
}
