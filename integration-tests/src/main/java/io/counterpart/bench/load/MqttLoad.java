package io.counterpart.bench.load;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/**
 * The load generator, a process of its own. Says {@value #READY} when all devices are logged in, begins when it is told a line, stops
 * when all is sent or it is told another, and says what came of it, a {@link LoadResult}, as one line of JSON.
 */
@CommandLine.Command(name = "mqtt-load", mixinStandardHelpOptions = true)
public final class MqttLoad implements Callable<Integer> {
    /** What it says when it can begin. */
    public static final String READY = "READY";

    private static final System.Logger LOG = System.getLogger(MqttLoad.class.getName());
    private static final JsonMapper JSON = new JsonMapper();
    private static final long CONNECT_SECONDS = 120;

    @CommandLine.Option(names = "--host", defaultValue = "127.0.0.1")
    String host = "127.0.0.1";

    @CommandLine.Option(names = "--port", required = true)
    int port;

    @CommandLine.Option(names = "--credentials", required = true, description = "A login a line: name, tab, secret.")
    Path credentials = Path.of("");

    @CommandLine.Option(names = "--plan", required = true, description = "A LoadPlan as JSON.")
    String plan = "";

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new MqttLoad()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        LoadPlan load = JSON.readValue(plan, LoadPlan.class);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (LoadRun run = new LoadRun(load, LoadCredential.read(credentials), new InetSocketAddress(host, port))) {
            run.connect().get(CONNECT_SECONDS, TimeUnit.SECONDS);
            System.out.println(READY);
            if (in.readLine() == null) {
                return 1;
            }
            CompletableFuture<LoadResult> result = run.send();
            Thread.ofVirtual().start(() -> stopWhenTold(in, run));
            System.out.println(JSON.writeValueAsString(result.get()));
            return 0;
        }
    }

    /** Told or left alone: either way nobody wants more. */
    private static void stopWhenTold(BufferedReader in, LoadRun run) {
        try {
            in.readLine();
        } catch (IOException gone) {
            LOG.log(Level.WARNING, "input lost reason=\"{0}\"", gone.getMessage());
        }
        run.stop();
    }
}
