package io.counterpart.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One of our own services: its packaged application, run as the container image would run it. */
final class ServiceProcess implements Server {
    private final Component component;
    private final int httpPort;
    private final Site site;
    private final ServiceEnvironment environment;

    ServiceProcess(Component component, Site site, ServiceEnvironment environment) {
        this(component, site.port(ServiceEnvironment.portOf(component)), site, environment);
    }

    /** One that listens elsewhere than the platform's own. */
    ServiceProcess(Component component, int httpPort, Site site, ServiceEnvironment environment) {
        this.component = component;
        this.httpPort = httpPort;
        this.site = site;
        this.environment = environment;
    }

    @Override
    public Component component() {
        return component;
    }

    @Override
    public String address() {
        return component == Component.PORTAL ? site.localhost(Port.PORTAL) : http();
    }

    @Override
    public Launch prepare() {
        Path application = site.checkout().resolve(folder()).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(application)) {
            throw new PlatformException("%s is not built: there is no %s.".formatted(component.label(), application));
        }
        Map<String, String> variables = new HashMap<>(environment.of(component));
        variables.put("QUARKUS_HTTP_PORT", Integer.toString(httpPort));
        variables.putAll(Jvm.ENVIRONMENT);
        return new Launch(
                Jvm.command(List.of("-Xms32m", "-Xmx" + heap()), List.of("-jar", application.toString())),
                variables,
                site.home().data(component.label()));
    }

    @Override
    public boolean ready() {
        return Http.answers(http() + "/q/health/ready", Map.of());
    }

    private String http() {
        return "http://" + Site.LOOPBACK + ":" + httpPort;
    }

    private String folder() {
        return component == Component.RUNTIME ? "twin-runtime/service" : component.label();
    }

    private String heap() {
        return component == Component.RUNTIME ? "512m" : "256m";
    }
}
