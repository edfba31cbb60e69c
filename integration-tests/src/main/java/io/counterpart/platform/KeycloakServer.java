package io.counterpart.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keycloak: who somebody is. */
final class KeycloakServer implements Server {
    static final String ADMIN = "admin";

    private final Site site;

    KeycloakServer(Site site) {
        this.site = site;
    }

    @Override
    public Component component() {
        return Component.KEYCLOAK;
    }

    @Override
    public String address() {
        return site.localhost(Port.KEYCLOAK);
    }

    @Override
    public void fetch() {
        distribution();
    }

    /** As kc.sh would run it, without the shell that then stays in between. */
    @Override
    public Launch prepare() throws IOException {
        Path home = ownHome();
        List<String> options = new ArrayList<>(List.of("-Xms64m", "-Xmx512m", "-XX:MaxMetaspaceSize=256m"));
        // It starts once and answers little: the second compiler would cost more than it gains.
        options.add("-XX:TieredStopAtLevel=1");
        for (String opened : List.of("java.util", "java.util.concurrent", "java.security", "java.lang")) {
            options.addAll(List.of("--add-opens", "java.base/" + opened + "=ALL-UNNAMED"));
        }
        options.addAll(List.of(
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Dpicocli.disable.closures=true",
                "-Dquarkus-log-max-startup-records=10000",
                "-cp",
                home.resolve("lib/quarkus-run.jar").toString()));
        List<String> program = List.of(
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                "start",
                "--optimized",
                "--db-url=jdbc:postgresql://" + site.loopback(Port.POSTGRES) + "/keycloak",
                "--db-username=keycloak",
                "--db-pool-max-size=20",
                "--http-enabled=true",
                "--http-host=" + Site.LOOPBACK,
                "--http-port=" + site.port(Port.KEYCLOAK),
                "--http-management-port=" + site.port(Port.KEYCLOAK_MANAGEMENT),
                "--hostname=" + address(),
                "--cache=local");
        return new Launch(Jvm.command(options, program), environment(), home);
    }

    @Override
    public boolean ready() {
        return Http.answers(site.http(Port.KEYCLOAK_MANAGEMENT) + "/health/ready", Map.of());
    }

    @Override
    public void provision() {
        realm().reconcile(site);
    }

    KeycloakRealm realm() {
        return new KeycloakRealm(address(), ADMIN, adminPassword(), site.secrets());
    }

    String adminPassword() {
        return site.secrets().text("keycloak-admin");
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Jvm.ENVIRONMENT);
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", adminPassword());
        environment.put("KC_DB_PASSWORD", site.secrets().text(PostgresDatabases.secretOf("keycloak")));
        return environment;
    }

    /** The shared distribution seen through links, so that what Keycloak writes stays with this platform. */
    private Path ownHome() throws IOException {
        Path home = site.home().data("keycloak");
        for (String shared : List.of("conf", "lib", "providers", "themes")) {
            Path link = home.resolve(shared);
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, distribution().resolve(shared));
        }
        return home;
    }

    private Path distribution() {
        return site.cache().folder(ServerArtifact.KEYCLOAK, KeycloakServer::unpackAndBuild);
    }

    /** Keycloak is compiled for its database once, which takes about half a minute. */
    private static void unpackAndBuild(Path archive, Path folder) {
        Archives.unpackTarGz(archive, folder);
        Tool.run(
                "build Keycloak",
                List.of(
                        folder.resolve("bin/kc.sh").toString(),
                        "build",
                        "--db=postgres",
                        "--health-enabled=true",
                        "--metrics-enabled=true"),
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                folder);
    }
}
