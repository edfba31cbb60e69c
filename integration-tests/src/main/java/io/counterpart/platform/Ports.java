package io.counterpart.platform;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Which port each part of one local platform listens on. */
public record Ports(Map<Port, Integer> numbers) {
    private static final int HIGHEST = 65_535;

    /** Below what Linux hands out for outgoing connections, so that a free port stays free until its server starts. */
    private static final int RANDOM_FROM = 20_000;

    private static final int RANDOM_TO = 32_000;

    public Ports {
        numbers = Map.copyOf(numbers);
        if (numbers.size() != Port.values().length) {
            throw new IllegalArgumentException("Every port needs a number");
        }
    }

    public int of(Port port) {
        return java.util.Objects.requireNonNull(numbers.get(port));
    }

    /** The defaults, moved by {@code COUNTERPART_<NAME>_PORT} one by one or by {@code COUNTERPART_PORT_OFFSET} all at once. */
    static Ports fromEnvironment(Map<String, String> environment) {
        int offset = number(environment, "COUNTERPART_PORT_OFFSET", 0, -1_000, 40_000);
        Map<Port, Integer> numbers = new EnumMap<>(Port.class);
        for (Port port : Port.values()) {
            numbers.put(port, number(environment, port.variable(), port.usual() + offset, 1, HIGHEST));
        }
        return new Ports(numbers);
    }

    /** Free ports, for tests that run beside one another. */
    static Ports random(RandomGenerator random) {
        Map<Port, Integer> numbers = new EnumMap<>(Port.class);
        Set<Integer> chosen = new HashSet<>();
        for (Port port : Port.values()) {
            numbers.put(port, free(random, chosen));
        }
        return new Ports(numbers);
    }

    /** A further port that is free, for one process more than a platform has ports for. */
    int another(RandomGenerator random) {
        return free(random, new HashSet<>(numbers.values()));
    }

    private static int free(RandomGenerator random, Set<Integer> taken) {
        int candidate = random.nextInt(RANDOM_FROM, RANDOM_TO);
        while (!taken.add(candidate) || !isFree(candidate)) {
            candidate = random.nextInt(RANDOM_FROM, RANDOM_TO);
        }
        return candidate;
    }

    /** Says which of these ports cannot be used and how to move them, before anything is started. */
    void requireFree(Collection<Port> wanted) {
        List<String> problems = Stream.concat(
                        wanted.stream()
                                .filter(port -> !isFree(of(port)))
                                .map(port -> "Port %d (%s) is taken; %s moves it."
                                        .formatted(of(port), label(port), port.variable())),
                        clashes(wanted))
                .toList();
        if (!problems.isEmpty()) {
            throw new PlatformException(problems.stream().collect(joining(System.lineSeparator()))
                    + System.lineSeparator()
                    + "COUNTERPART_PORT_OFFSET=100 moves all of them by 100.");
        }
    }

    private Stream<String> clashes(Collection<Port> wanted) {
        Map<Integer, List<Port>> byNumber = wanted.stream().collect(java.util.stream.Collectors.groupingBy(this::of));
        return byNumber.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> "Port %d is asked for twice: %s."
                        .formatted(
                                entry.getKey(),
                                entry.getValue().stream()
                                        .map(Port::variable)
                                        .sorted()
                                        .collect(joining(", "))));
    }

    private static String label(Port port) {
        return port.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    static boolean isFree(int number) {
        try (ServerSocket socket = new ServerSocket()) {
            // As servers bind: a connection of the previous run that is still closing is no reason to refuse.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static int number(Map<String, String> environment, String variable, int usual, int from, int to) {
        String text = environment.get(variable);
        if (text == null || text.isBlank()) {
            return usual;
        }
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= from && number <= to) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Answered below, together with numbers out of range.
        }
        throw new PlatformException(
                "%s is '%s', which is not a number from %d to %d.".formatted(variable, text, from, to));
    }
}
