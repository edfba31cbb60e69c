package io.counterpart.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Pulsar: the log that everything else is folded from. */
final class PulsarServer implements Server {
    static final String ADMIN = "admin";

    private static final List<String> OPENED = List.of(
            "java.base/java.io",
            "java.base/java.nio",
            "java.base/java.util.zip",
            "java.base/jdk.internal.misc",
            "java.base/jdk.internal.platform",
            "java.management/sun.management",
            "jdk.management/com.sun.management.internal");

    private final Site site;

    PulsarServer(Site site) {
        this.site = site;
    }

    @Override
    public Component component() {
        return Component.PULSAR;
    }

    @Override
    public String address() {
        return "pulsar://" + site.loopback(Port.PULSAR);
    }

    @Override
    public void fetch() {
        distribution();
    }

    @Override
    public Launch prepare() throws IOException {
        Path data = site.home().data("pulsar");
        forgetUnfinished(data);
        Path configuration = writeConfiguration(data.resolve("standalone.conf"));
        List<String> options = new ArrayList<>(List.of("-Xms128m", "-Xmx512m", "-XX:MaxDirectMemorySize=384m"));
        OPENED.forEach(opened -> options.addAll(List.of("--add-opens", opened + "=ALL-UNNAMED")));
        options.addAll(List.of(
                "-Dio.netty.tryReflectionSetAccessible=true",
                "-Dlog4j2.is.webapp=false",
                "-Dpulsar.log.appender=Console",
                "-Dlog4j.configurationFile=" + distribution().resolve("conf/log4j2.yaml"),
                "-cp",
                distribution().resolve("lib") + "/*"));
        List<String> program = List.of(
                "org.apache.pulsar.PulsarStandaloneStarter",
                "--config",
                configuration.toString(),
                "--no-functions-worker",
                "--no-stream-storage",
                "--metadata-dir",
                data.resolve("metadata").toString(),
                "--bookkeeper-dir",
                data.resolve("bookkeeper").toString(),
                "--bookkeeper-port",
                "0",
                "--advertised-address",
                Site.LOOPBACK);
        return new Launch(Jvm.command(options, program), Jvm.ENVIRONMENT, data);
    }

    /** A bookie that was killed while its folder was being made would not start there again; nothing can be in it yet. */
    private static void forgetUnfinished(Path data) throws IOException {
        Path current = data.resolve("bookkeeper/current");
        if (Files.exists(current) && !Files.exists(current.resolve("VERSION"))) {
            ServerCache.delete(data.resolve("bookkeeper"));
            ServerCache.delete(data.resolve("metadata"));
        }
    }

    @Override
    public boolean ready() {
        return Http.answers(adminUrl() + "/admin/v2/namespaces/public", Http.bearer(token(ADMIN)));
    }

    @Override
    public void provision() {
        new PulsarTopics(adminUrl(), token(ADMIN)).create();
    }

    String adminUrl() {
        return site.http(Port.PULSAR_ADMIN);
    }

    /** A token for a role, for a program that is told it directly. */
    String token(String role) {
        return tokens().of(role);
    }

    /** The file that holds the token of a service's role. */
    Path tokenFile(String role) {
        return site.secrets().store("pulsar-" + role + ".jwt", token(role));
    }

    private PulsarTokens tokens() {
        return new PulsarTokens(site.secrets().bytes("pulsar.key", PulsarTokens.KEY_BYTES));
    }

    /** The distribution's own settings with ours in place of the same keys. */
    private Path writeConfiguration(Path file) throws IOException {
        Map<String, String> ours = settings();
        String theirs;
        try (var lines = Files.lines(distribution().resolve("conf/standalone.conf"))) {
            theirs = lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .filter(line -> !ours.containsKey(line.substring(0, Math.max(0, line.indexOf('=')))))
                    .collect(Collectors.joining("\n"));
        }
        String settings = ours.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("\n"));
        return Files.writeString(file, theirs + "\n" + settings + "\n");
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        listen(settings);
        authenticate(settings);
        keepTheLog(settings);
        staySmall(settings);
        return settings;
    }

    private void listen(Map<String, String> settings) {
        settings.put("brokerServicePort", Integer.toString(site.port(Port.PULSAR)));
        settings.put("webServicePort", Integer.toString(site.port(Port.PULSAR_ADMIN)));
        settings.put("bindAddress", Site.LOOPBACK);
        settings.put("advertisedAddress", Site.LOOPBACK);
        // The bookie is known by this name for ever, not by a port that may be taken next time; a restart takes the 0
        // at its end for the
        // port, and so any that is free. Without a port at all (enableLocalTransport) the broker cannot read entries of
        // 16 KiB or more.
        settings.put("bookieId", Site.LOOPBACK + ":0");
        settings.put("allowLoopback", "true");
        settings.put("listeningInterface", loopbackInterface());
    }

    private static String loopbackInterface() {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress())
                    .getName();
        } catch (SocketException e) {
            throw new PlatformException(
                    "This machine does not say which of its network interfaces is the loopback.", e);
        }
    }

    private void authenticate(Map<String, String> settings) {
        tokens();
        settings.put("authenticationEnabled", "true");
        settings.put("authorizationEnabled", "true");
        settings.put("authenticationProviders", "org.apache.pulsar.broker.authentication.AuthenticationProviderToken");
        settings.put("tokenSecretKey", "file://" + site.secrets().file("pulsar.key"));
        settings.put("superUserRoles", ADMIN + "," + Component.TENANTS.label());
        settings.put("brokerClientAuthenticationPlugin", "org.apache.pulsar.client.impl.auth.AuthenticationToken");
        settings.put("brokerClientAuthenticationParameters", "file://" + tokenFile(ADMIN));
    }

    /** What "acknowledged means never lost" and "the log says when" ask of the broker, and its defaults get wrong. */
    private void keepTheLog(Map<String, String> settings) {
        settings.put("journalSyncData", Boolean.toString(site.durable()));
        settings.put("brokerDeleteInactiveTopicsEnabled", "false");
        settings.put("allowAutoTopicCreation", "false");
        settings.put("brokerDeduplicationEnabled", "true");
        settings.put("activeConsumerFailoverConsistentHashing", "true");
        // An owner that does not run is missed after one to two of these, and another takes over; 30 s would be a
        // minute.
        settings.put("keepAliveIntervalSeconds", "10");
        settings.put("acknowledgmentAtBatchIndexLevelEnabled", "false");
        settings.put("exposingBrokerEntryMetadataToClientEnabled", "true");
        settings.put(
                "brokerEntryMetadataInterceptors",
                "org.apache.pulsar.common.intercept.AppendBrokerTimestampMetadataInterceptor,"
                        + "org.apache.pulsar.common.intercept.AppendIndexMetadataInterceptor");
    }

    /** One broker with one bookie: nothing to balance, no system topics and their ledgers for every tenant. */
    private static void staySmall(Map<String, String> settings) {
        settings.put("systemTopicEnabled", "false");
        settings.put("topicLevelPoliciesEnabled", "false");
        settings.put("transactionCoordinatorEnabled", "false");
        settings.put("loadBalancerEnabled", "false");
        settings.put("webSocketServiceEnabled", "false");
        settings.put("defaultNumberOfNamespaceBundles", "1");
        settings.put("managedLedgerCacheSizeMB", "64");
        settings.put("numIOThreads", "2");
        settings.put("numHttpServerThreads", "8");
        // As in BookKeeper's own file: whoever reads an entry from the network also writes it down.
        settings.put("numAddWorkerThreads", "0");
        settings.put("topicOrderedExecutorThreadNum", "2");
        settings.put("dbStorage_writeCacheMaxSizeMb", "32");
        settings.put("dbStorage_readAheadCacheMaxSizeMb", "16");
        settings.put("dbStorage_rocksDB_blockCacheSize", "16777216");
    }

    private Path distribution() {
        return site.cache().folder(ServerArtifact.PULSAR, Archives::unpackTarGz);
    }
}
