package io.counterpart.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The whole platform on this machine: real servers and our services, each a process of its own. People start it with {@code
 * ./counterpart up}; tests start it in a folder and on ports of their own, with the same code.
 */
public final class LocalPlatform implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofMinutes(6);
    private static final Duration PROBE_INTERVAL = Duration.ofMillis(250);

    private final Site site;
    private final Set<Component> components;
    private final Progress progress;
    private final PulsarServer pulsar;
    private final KeycloakServer keycloak;
    private final Map<Component, Server> servers = new EnumMap<>(Component.class);
    private final Map<Component, ChildProcess> processes = new ConcurrentHashMap<>();
    private final Set<Second> seconds = ConcurrentHashMap.newKeySet();
    private final ServiceEnvironment environment;
    private final Object closing = new Object();
    private volatile boolean stopping;
    private volatile @Nullable FileChannel lock;

    private LocalPlatform(
            Site site, Set<Component> components, Progress progress, Map<Component, Map<String, String>> settings) {
        this.site = site;
        this.components = EnumSet.copyOf(components);
        this.progress = progress;
        this.pulsar = new PulsarServer(site);
        this.keycloak = new KeycloakServer(site);
        QuestDbServer questDb = new QuestDbServer(site);
        this.environment = new ServiceEnvironment(site, pulsar, questDb, settings);
        for (Component component : components) {
            servers.put(
                    component,
                    switch (component) {
                        case POSTGRES -> new PostgresServer(site);
                        case PULSAR -> pulsar;
                        case QUESTDB -> questDb;
                        case KEYCLOAK -> keycloak;
                        case TENANTS, INGEST, RUNTIME, PORTAL -> new ServiceProcess(component, site, environment);
                        case DEMO -> new DemoPlant(site, people());
                    });
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /** What a platform is made from; unless told otherwise, everything, on free ports, as tests want it. */
    public static final class Builder {
        private @Nullable Path home;
        private @Nullable Ports ports;
        private Set<Component> components = Component.platform();
        private Progress progress = Progress.SILENT;
        private boolean durable;
        private final Map<Component, Map<String, String>> settings = new EnumMap<>(Component.class);

        private Builder() {}

        /** The folder that holds everything; required. */
        public Builder home(Path folder) {
            home = folder;
            return this;
        }

        public Builder ports(Ports chosen) {
            ports = chosen;
            return this;
        }

        public Builder components(Set<Component> chosen) {
            components = EnumSet.copyOf(chosen);
            return this;
        }

        public Builder progress(Progress listener) {
            progress = listener;
            return this;
        }

        /** Whether data must survive a crash of the machine; of a process it survives either way. */
        public Builder durable(boolean wanted) {
            durable = wanted;
            return this;
        }

        /** Tells one of our services something else than its default, by a variable of docs/architecture/containers.md or its configuration. */
        public Builder setting(Component service, String variable, String value) {
            settings.computeIfAbsent(service, none -> new TreeMap<>()).put(variable, value);
            return this;
        }

        public LocalPlatform build() {
            Map<String, String> environment = System.getenv();
            PlatformHome folder = new PlatformHome(Objects.requireNonNull(home, "home"));
            Site site = new Site(
                    folder,
                    ports == null ? Ports.random(RandomGenerator.getDefault()) : ports,
                    new Secrets(folder.secrets()),
                    ServerCache.fromEnvironment(environment),
                    Checkout.find(environment),
                    durable);
            return new LocalPlatform(site, components, progress, settings);
        }

        public LocalPlatform start() {
            LocalPlatform platform = build();
            platform.start();
            return platform;
        }
    }

    /** Returns when everything is ready; when something cannot be, nothing is left running. */
    public void start() {
        takeLock();
        try {
            launcherNote(site.home()).write(ProcessHandle.current());
            int orphans = new Orphans(site.home()).stop();
            if (orphans > 0) {
                progress.note("Stopped " + orphans + " processes of a launcher that was killed.");
            }
            site.ports().requireFree(ports());
            state(false).write(site.home());
            startAll();
            state(true).write(site.home());
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Before a start: stops what a killed launcher left running here, and deletes all data. */
    public void forget() {
        new Orphans(site.home()).stop();
        try {
            site.home().delete();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot delete the data in " + site.home().root(), e);
        }
    }

    /** Stops everything, what depends on others before these. */
    @Override
    public void close() {
        synchronized (this) {
            stopping = true;
        }
        // Ctrl-C during a start closes from two sides: the second waits for the first.
        synchronized (closing) {
            if (lock != null) {
                seconds.forEach(Second::close);
                new Dependencies(components).backwards(this::stop);
                PlatformState.delete(site.home());
                launcherNote(site.home()).delete();
                releaseLock();
            }
        }
    }

    /** By it {@code down} finds the process that holds the others. */
    static PidFile launcherNote(PlatformHome home) {
        return new PidFile(home.run().resolve(Orphans.LAUNCHER));
    }

    /** The folder that holds everything of this platform. */
    public Path home() {
        return site.home().root();
    }

    /** Where a component keeps its data. */
    public Path data(Component component) {
        return site.home().data(component.label());
    }

    public int port(Port port) {
        return site.port(port);
    }

    /** Where the portal and the interface for programs are. */
    public String portalUrl() {
        return site.localhost(Port.PORTAL);
    }

    public String keycloakUrl() {
        return keycloak.address();
    }

    public String pulsarUrl() {
        return pulsar.address();
    }

    public String pulsarAdminUrl() {
        return pulsar.adminUrl();
    }

    /** A token for one of Pulsar's roles: {@code admin} or the name of a service. */
    public String pulsarToken(String role) {
        return pulsar.token(role);
    }

    /** The certificate that MQTT over TLS shows, as PEM. */
    public Path mqttsCertificate() {
        return new Certificate(site.secrets()).certificate();
    }

    public LocalPeople people() {
        return new LocalPeople(keycloak.realm(), site.secrets().text("people"), site.http(Port.TENANTS));
    }

    /** What one of our services is told, for running it elsewhere, as in a debugger. */
    public Map<String, String> environment(Component service) {
        return environment.of(service);
    }

    public Set<Component> components() {
        return Set.copyOf(components);
    }

    public String address(Component component) {
        return server(component).address();
    }

    /** The process of a component, for tests that end it as a crash would. */
    public ChildProcess process(Component component) {
        ChildProcess process = processes.get(component);
        if (process == null) {
            throw new IllegalStateException(component.label() + " is not running");
        }
        return process;
    }

    /** Starts one component again and returns when it is ready. */
    public void restart(Component component) {
        stop(component);
        bringUp(component);
    }

    /**
     * Starts a second process of a service beside the platform's own, with the same data and tokens, and returns when it is ready. Of use
     * for services that share their work out among themselves. It ends with the platform at the latest.
     */
    public Second second(Component service) {
        ServiceProcess server =
                new ServiceProcess(service, site.ports().another(RandomGenerator.getDefault()), site, environment);
        Second second = launch(server, service.label() + "-2", process -> {
            Second started = new Second(process, server.address(), seconds::remove);
            seconds.add(started);
            return started;
        });
        try {
            awaitReady(server, second.process());
        } catch (RuntimeException | Error e) {
            second.close();
            throw e;
        }
        return second;
    }

    /** Whether a component serves just now, whoever started it. */
    boolean ready(Component component) {
        return server(component).ready();
    }

    Site site() {
        return site;
    }

    KeycloakServer keycloak() {
        return keycloak;
    }

    private void startAll() {
        Map<Component, CompletableFuture<Void>> fetched = new EnumMap<>(Component.class);
        for (Component component : components) {
            fetched.put(component, CompletableFuture.runAsync(server(component)::fetch, Thread::startVirtualThread));
        }
        new Dependencies(components).forwards(component -> {
            try {
                await(Objects.requireNonNull(fetched.get(component)));
                bringUp(component);
            } catch (RuntimeException | Error e) {
                stopping = true;
                throw e;
            }
        });
    }

    private static void await(CompletableFuture<Void> fetched) {
        try {
            fetched.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void bringUp(Component component) {
        long startedNanos = System.nanoTime();
        Server server = server(component);
        progress.begin(component, "starting");
        ChildProcess process = launch(server, component.label(), started -> {
            processes.put(component, started);
            return started;
        });
        awaitReady(server, process);
        server.provision();
        progress.done(component, server.address(), Duration.ofNanos(System.nanoTime() - startedNanos));
    }

    /**
     * Starts a process.
     *
     * @param kept remembers it where a stop finds it, in the same breath
     */
    private <T> T launch(Server server, String name, Function<ChildProcess, T> kept) {
        try {
            Launch launch = server.prepare();
            synchronized (this) {
                if (stopping) {
                    throw new PlatformException("Stopped while starting.");
                }
                return kept.apply(ChildProcess.start(name, launch, site.home()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot prepare " + server.component().label(), e);
        }
    }

    private void awaitReady(Server server, ChildProcess process) {
        long deadlineNanos = System.nanoTime() + START_PATIENCE.toNanos();
        while (!server.ready()) {
            if (stopping) {
                throw new PlatformException("Stopped while starting.");
            }
            if (!process.isAlive()) {
                throw failure(process, "ended while starting");
            }
            if (System.nanoTime() > deadlineNanos) {
                throw failure(process, "was not ready after " + START_PATIENCE.toSeconds() + " s");
            }
            pause();
        }
    }

    private static PlatformException failure(ChildProcess process, String what) {
        return new PlatformException("%s %s. The end of its log, %s:%n%s"
                .formatted(process.name(), what, process.log(), LogTail.of(process.log())));
    }

    private static void pause() {
        try {
            Thread.sleep(PROBE_INTERVAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("Interrupted while starting.", e);
        }
    }

    private void stop(Component component) {
        ChildProcess process = processes.remove(component);
        if (process != null) {
            long startedNanos = System.nanoTime();
            progress.begin(component, "stopping");
            process.stop();
            progress.done(component, "stopped", Duration.ofNanos(System.nanoTime() - startedNanos));
        }
    }

    private Server server(Component component) {
        return Objects.requireNonNull(servers.get(component), component::label);
    }

    private Set<Port> ports() {
        return components.stream()
                .flatMap(component -> component.ports().stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Port.class)));
    }

    private PlatformState state(boolean ready) {
        return new PlatformState(components, site.ports().numbers(), ready);
    }

    /** Held as long as this launcher lives, so that the system itself knows whether one does. */
    private void takeLock() {
        try {
            FileChannel channel = FileChannel.open(
                    site.home().run().resolve("launcher.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock taken = channel.tryLock();
            if (taken == null) {
                channel.close();
                throw alreadyRunning(site.home());
            }
            lock = channel;
        } catch (OverlappingFileLockException e) {
            throw alreadyRunning(site.home());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock " + site.home().run(), e);
        }
    }

    static PlatformException alreadyRunning(PlatformHome home) {
        return new PlatformException("A platform already runs on " + home.root()
                + ". './counterpart down' stops it; COUNTERPART_HOME puts another one beside it.");
    }

    private void releaseLock() {
        FileChannel held = lock;
        lock = null;
        if (held != null) {
            try {
                held.close();
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "Cannot release the lock of " + site.home().root(), e);
            }
        }
    }
}
