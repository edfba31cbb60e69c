package io.counterpart.platform;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The demo tenant's pumping plant: a program outside the platform, whose devices speak MQTT like anybody's. */
final class DemoPlant implements Server {
    static final String TENANT = "demo";

    /** By name: the plant knows the platform's interfaces, and nothing here knows the plant. */
    private static final String PROGRAM = "io.counterpart.demo.DemoPlant";

    /** What it logs once its devices are seeded and connected. */
    private static final String STARTED = "plant started";

    private static final int PROVISIONING_CALLS = 12;

    private final Site site;
    private final LocalPeople people;

    DemoPlant(Site site, LocalPeople people) {
        this.site = site;
        this.people = people;
    }

    @Override
    public Component component() {
        return Component.DEMO;
    }

    @Override
    public String address() {
        return "tenant " + TENANT;
    }

    @Override
    public Launch prepare() {
        makeTenant();
        // The person who tries it out looks at it as an operator; the plant sets itself up as an admin.
        people.token(TENANT, "operator");
        Path token = site.secrets().store("demo-plant.jwt", people.token(TENANT, "admin"));
        Path data = site.home().data(Component.DEMO.label());
        Map<String, String> environment = Map.of(
                "COUNTERPART_API_URL", site.localhost(Port.PORTAL),
                "COUNTERPART_MQTT_HOST", "localhost",
                "COUNTERPART_MQTT_PORT", Integer.toString(site.port(Port.MQTT)),
                "COUNTERPART_TOKEN_FILE", token.toString(),
                "COUNTERPART_TENANT", TENANT,
                "COUNTERPART_STATE_FOLDER", data.toString(),
                "MALLOC_ARENA_MAX", "2");
        List<String> options =
                List.of("-Xms16m", "-Xmx96m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"));
        return new Launch(Jvm.command(options, List.of(PROGRAM)), environment, data);
    }

    @Override
    public boolean ready() {
        try {
            Path log = site.home().log(Component.DEMO.label());
            return Files.exists(log) && Files.readString(log).contains(STARTED);
        } catch (IOException e) {
            return false;
        }
    }

    /** 202 says that it is still being provisioned; the same again changes nothing. */
    private void makeTenant() {
        ObjectNode tenant =
                JsonNodeFactory.instance.objectNode().put("name", "Demo").put("plan", "small");
        String url = site.http(Port.TENANTS) + "/api/v1/tenants/" + TENANT;
        for (int call = 0; call < PROVISIONING_CALLS; call++) {
            Map<String, String> headers = Http.bearer(people.token(TENANT, "platform-admin"));
            if (Http.put(url, headers, tenant).expectOk().status() != 202) {
                return;
            }
        }
        throw new PlatformException("The tenant " + TENANT + " is still not provisioned.");
    }
}
