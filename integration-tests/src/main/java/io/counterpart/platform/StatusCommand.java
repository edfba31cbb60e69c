package io.counterpart.platform;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;

/** {@code status}: asks each component itself, so that it is true whatever became of the launcher. */
@CommandLine.Command(
        name = "status",
        description = "Health and address of each component; exit 0 only when all is ready.")
final class StatusCommand implements Callable<Integer> {
    @CommandLine.Option(names = "--json", description = "For scripts.")
    boolean json;

    /** What can be said of one component. */
    private record Line(Component component, String state, String address, Optional<Long> pid) {}

    @Override
    public Integer call() {
        PlatformHome home = Here.home();
        Optional<PlatformState> state = PlatformState.read(home);
        if (state.isEmpty()) {
            System.out.println(
                    json ? "{\"ready\":false,\"components\":[]}" : "No platform runs on " + home.root() + ".");
            return 1;
        }
        List<Line> lines = lines(home, state.get());
        boolean ready = state.get().ready()
                && lines.stream().allMatch(line -> line.state().equals("ready"));
        System.out.println(json ? json(home, ready, lines) : table(lines));
        return ready ? 0 : 1;
    }

    private static List<Line> lines(PlatformHome home, PlatformState state) {
        LocalPlatform platform = Here.view(home, state);
        List<CompletableFuture<Line>> asked = new ArrayList<>();
        for (Component component : Component.values()) {
            if (state.components().contains(component)) {
                asked.add(CompletableFuture.supplyAsync(
                        () -> line(platform, home, component), Thread::startVirtualThread));
            }
        }
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private static Line line(LocalPlatform platform, PlatformHome home, Component component) {
        Optional<Long> pid = ChildProcess.pidFile(component.label(), home)
                .find()
                .map(found -> found.process().pid());
        String state = pid.isEmpty() ? "down" : platform.ready(component) ? "ready" : "not ready";
        return new Line(component, state, platform.address(component), pid);
    }

    private static String table(List<Line> lines) {
        StringBuilder table = new StringBuilder();
        for (Line line : lines) {
            table.append("  %-16s %-10s %s%n".formatted(line.component().label(), line.state(), line.address()));
        }
        return table.toString().stripTrailing();
    }

    private static String json(PlatformHome home, boolean ready, List<Line> lines) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("ready", ready).put("home", home.root().toString());
        for (Line line : lines) {
            ObjectNode component = status.withArray("components")
                    .addObject()
                    .put("name", line.component().label())
                    .put("state", line.state())
                    .put("address", line.address());
            line.pid().ifPresent(pid -> component.put("pid", pid));
        }
        return status.toString();
    }
}
