package io.counterpart.bench;

import io.counterpart.platform.PlatformException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Calls of the platform's API, some of them at once. */
final class Calls {
    private static final int AT_ONCE = 8;

    private Calls() {}

    /** What this many calls, numbered from 0, have answered. */
    static <T> List<T> atOnce(int count, IntFunction<T> call) throws InterruptedException {
        List<Future<T>> asked = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int i = 0; i < count; i++) {
                int number = i;
                asked.add(callers.submit(() -> call.apply(number)));
            }
        }
        try {
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : asked) {
                answers.add(answer.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new PlatformException("Something of the load could not be made: " + e.getCause(), e);
        }
    }
}
