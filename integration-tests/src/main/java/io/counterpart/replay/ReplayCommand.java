package io.counterpart.replay;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.device.DeviceConnection;
import io.counterpart.device.DeviceLogin;
import io.counterpart.device.FreshToken;
import io.counterpart.device.LoginStore;
import io.counterpart.device.PlatformAccess;
import io.counterpart.device.PlatformApi;
import io.counterpart.platform.PlatformException;
import io.counterpart.platform.RunningPlatform;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code replay}: a CSV file of real readings becomes a device that streams it through MQTT. */
@CommandLine.Command(
        name = "replay",
        description = {
            "Any CSV of real readings becomes a device that streams it.",
            "When all is sent, a type is proposed for a twin that has none yet."
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final long CONNECT_SECONDS = 30;
    private static final int PROGRESS_EVERY = 1_000;

    @CommandLine.Parameters(index = "0", paramLabel = "FILE.csv", description = "UTF-8, with a header line.")
    Path file = Path.of("");

    @CommandLine.Option(names = "--tenant", required = true, description = "Whose device it is.")
    String tenant = "";

    @CommandLine.Option(names = "--device", required = true, description = "Made when it does not exist.")
    String device = "";

    @CommandLine.Option(
            names = "--speed",
            defaultValue = "1",
            paramLabel = "N|max",
            description = "N times as fast as it was measured, or as fast as it is taken. Default: 1.")
    String speed = "1";

    @CommandLine.Option(names = "--time", paramLabel = "COLUMN", description = "The column that holds the time.")
    @Nullable String timeColumn;

    @CommandLine.Option(names = "--separator", description = "The character between fields.")
    @Nullable Character separator;

    @CommandLine.Option(
            names = "--draft",
            paramLabel = "FILE",
            description = "Also writes the proposed type there, as DTDL. The file must not exist yet.")
    @Nullable Path draft;

    @CommandLine.Option(
            names = "--accept",
            description = "Also defines the proposed type, and gives it to the twin. A twin that has one keeps it.")
    boolean accept;

    @CommandLine.Option(
            names = "--type",
            paramLabel = "DTMI",
            description = "What the proposed type is called. Default: as tenant and twin, such as dtmi:demo:Rig1;1.")
    @Nullable String type;

    @CommandLine.Spec
    CommandLine.Model.@Nullable CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        TenantId tenantId = valid(() -> new TenantId(tenant));
        DeviceId deviceId = valid(() -> new DeviceId(device));
        FirstType.Wish wish = new FirstType.Wish(type == null ? null : typeId(type), draft, accept);
        wish.requireNewFile();
        Speed pace = Speed.of(speed);
        ReplayFile csv = new ReplayFile(file);
        CsvLayout layout = csv.layout(separator, timeColumn);
        out().println(layout.words());
        out().flush();
        RunningPlatform platform = RunningPlatform.find();
        TwinId twin = twin(platform, tenantId, deviceId);
        try (CsvRows rows = csv.rows(layout);
                DeviceConnection connection = connect(platform, tenantId, deviceId)) {
            Replay replay = new Replay(pace, connection::publish, this::show);
            ReplayProgress end = replay.run(rows);
            out().println((terminal() ? "\r" : "") + end.summary());
            out().flush();
            new FirstType(role -> api(platform, role), tenantId, twin, platform.apiUrl(), out()).propose(end, wish);
            out().flush();
            return 0;
        } catch (IOException e) {
            throw csv.unreadable(e);
        }
    }

    private PlatformAccess access(RunningPlatform platform, String role) {
        return new PlatformAccess(
                platform.apiUrl(),
                "localhost",
                platform.mqttPort(),
                new FreshToken(() -> platform.people().token(tenant, role)));
    }

    private PlatformApi api(RunningPlatform platform, String role) {
        return new PlatformApi(access(platform, role));
    }

    /** The twin that the device speaks for; of a new device one of its own name. */
    private TwinId twin(RunningPlatform platform, TenantId tenantId, DeviceId deviceId) {
        PlatformApi api = api(platform, "device-maker");
        return api.twinOf(tenantId, deviceId).orElseGet(() -> {
            TwinId twin = new TwinId(device);
            api.putDevice(tenantId, deviceId, TypeId.UNTYPED, twin);
            out().println("Made the device " + device + ".");
            return twin;
        });
    }

    private DeviceConnection connect(RunningPlatform platform, TenantId tenantId, DeviceId deviceId)
            throws InterruptedException {
        PlatformAccess access = access(platform, "device-maker");
        PlatformApi api = new PlatformApi(access);
        LoginStore logins = new LoginStore(platform.folder("replay"));
        DeviceLogin login = logins.find(tenantId, deviceId).orElseGet(() -> newLogin(api, logins, tenantId, deviceId));
        try {
            return connect(access, login);
        } catch (PlatformException perhapsRevoked) {
            return connect(access, newLogin(api, logins, tenantId, deviceId));
        }
    }

    private static DeviceLogin newLogin(PlatformApi api, LoginStore logins, TenantId tenantId, DeviceId deviceId) {
        DeviceLogin login = api.newLogin(tenantId, deviceId);
        logins.keep(tenantId, deviceId, login);
        return login;
    }

    private static DeviceConnection connect(PlatformAccess access, DeviceLogin login) throws InterruptedException {
        AtomicReference<String> trouble = new AtomicReference<>("no answer");
        DeviceConnection connection = DeviceConnection.open(access, login, trouble::set);
        try {
            connection.connected().get(CONNECT_SECONDS, TimeUnit.SECONDS);
            return connection;
        } catch (TimeoutException | ExecutionException e) {
            connection.close();
            throw new PlatformException(
                    "Cannot connect as %s to port %d: %s".formatted(login.username(), access.mqttPort(), trouble.get()),
                    e);
        }
    }

    private void show(ReplayProgress progress) {
        if (terminal() && (progress.sent() % PROGRESS_EVERY == 0 || speed.equals("1"))) {
            out().print("\r" + progress.line());
            out().flush();
        }
    }

    private static boolean terminal() {
        return System.getenv("COUNTERPART_TERMINAL") != null;
    }

    private PrintWriter out() {
        return java.util.Objects.requireNonNull(command).commandLine().getOut();
    }

    private static TypeId typeId(String type) {
        try {
            return new TypeId(type);
        } catch (IllegalArgumentException e) {
            throw new PlatformException("--type is " + e.getMessage() + ".", e);
        }
    }

    private static <T> T valid(java.util.function.Supplier<T> identifier) {
        try {
            return identifier.get();
        } catch (IllegalArgumentException e) {
            throw new PlatformException(String.valueOf(e.getMessage()), e);
        }
    }
}
