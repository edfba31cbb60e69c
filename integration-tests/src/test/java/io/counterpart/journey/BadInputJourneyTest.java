package io.counterpart.journey;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.Rejection;
import io.counterpart.device.DeviceLogin;
import io.counterpart.device.PlatformApi;
import io.counterpart.platform.Component;
import io.counterpart.platform.LocalPlatform;
import io.counterpart.platform.Port;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What comes in that should not: each has its refusal. What is telemetry is taken, counted, and shown to its tenant with the reason and
 * the bytes; the rest is turned away at the door. Two devices that behave, one of another tenant, notice nothing of it.
 */
@ExtendWith(WholePlatform.class)
class BadInputJourneyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PROPERTIES_MAX = 512;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Customer stranger;

    @BeforeAll
    static void signUpAnotherTenant(LocalPlatform platform) {
        stranger = Customer.signUp(platform, WholePlatform.freshName());
    }

    private static final byte[] READING = "{\"forged\":1}".getBytes(UTF_8);
    private static final byte[] TEN_MB =
            "{\"a\":\"%s\"}".formatted("x".repeat(10_000_000)).getBytes(UTF_8);

    /** QoS 1 to {@code #}, of no properties and no payload. */
    private static final byte[] PUBLISH_TO_ALL = {0x32, 6, 0, 1, '#', 0, 1, 0};

    /** Its beginning, and what it says of its length. */
    private static final byte[] PUBLISH_OF_256_MB = {0x32, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f};

    // ---- telemetry that cannot be used: taken, and told of ----

    /**
     * What is sent, and what becomes of it.
     *
     * @param binary the payload, a character for each byte
     * @param refusals in their order: the reason, and the part that is to blame
     */
    private record Bad(String what, String binary, int stored, int duplicate, List<Refusal> refusals) {

        private static Bad of(String what, byte[] payload, int stored, int duplicate, List<Refusal> refusals) {
            return new Bad(what, new String(payload, ISO_8859_1), stored, duplicate, refusals);
        }

        byte[] payload() {
            return binary.getBytes(ISO_8859_1);
        }

        /** Refused as a whole. */
        static Bad whole(String what, byte[] payload, String reason) {
            return of(what, payload, 0, 0, List.of(Refusal.of(reason, payload, 1)));
        }

        static Bad whole(String what, String payload, String reason) {
            return whole(what, payload.getBytes(UTF_8), reason);
        }

        /** Refused in a part, beside which others are stored. */
        static Bad part(String what, String payload, int stored, String reason, String... parts) {
            return of(
                    what,
                    payload.getBytes(UTF_8),
                    stored,
                    0,
                    Arrays.stream(parts)
                            .map(part -> Refusal.of(reason, part.getBytes(UTF_8), 1))
                            .toList());
        }

        /** Readings at a time that cannot be: all their values are refused together. */
        static Bad time(String what, String ts, String reason) {
            byte[] values = "\"pressure\":1,\"mode\":\"auto\"".getBytes(UTF_8);
            byte[] payload = "{\"ts\":%s,\"values\":{%s}}"
                    .formatted(ts, new String(values, UTF_8))
                    .getBytes(UTF_8);
            return of(what, payload, 0, 0, List.of(Refusal.of(reason, values, 2)));
        }

        static Bad fine(String what, String payload, int stored, int duplicate) {
            return of(what, payload.getBytes(UTF_8), stored, duplicate, List.of());
        }

        int rejected() {
            return refusals.stream().mapToInt(Refusal::values).sum();
        }
    }

    private record Refusal(String reason, String binary, int values) {

        static Refusal of(String reason, byte[] bytes, int values) {
            return new Refusal(reason, new String(bytes, ISO_8859_1), values);
        }

        byte[] bytes() {
            return binary.getBytes(ISO_8859_1);
        }

        /** As the tenant is shown it. */
        String shown() {
            return "%s of %d bytes: %s".formatted(reason, bytes().length, Rejection.kept(bytes(), 0, bytes().length));
        }
    }

    /** To a device of the type that takes whatever comes. */
    private static final List<Bad> UNTYPED = List.of(
            Bad.fine(
                    "a reading, by which the twin knows its properties",
                    "{\"pressure\":1,\"mode\":\"auto\",\"on\":true,\"spectrum\":[1,2]}",
                    4,
                    0),
            // no JSON
            Bad.whole("nothing at all", "", "malformed-json"),
            Bad.whole("words", "nonsense", "malformed-json"),
            Bad.whole("cut off", "{\"pressure\":", "malformed-json"),
            Bad.whole("two documents", "{\"pressure\":1}{\"pressure\":2}", "malformed-json"),
            Bad.whole("a comma too many", "{\"pressure\":1,}", "malformed-json"),
            Bad.whole("a number in another writing", "{\"pressure\":0x1F}", "malformed-json"),
            Bad.whole("a text with half a surrogate pair", "{\"mode\":\"\\ud800\"}", "malformed-json"),
            Bad.whole("a byte order mark", "\uFEFF{\"pressure\":1}", "malformed-json"),
            Bad.whole("zero bytes", "\0\0\0\0", "malformed-json"),
            Bad.whole("UTF-16", "{\"pressure\":1}".getBytes(UTF_16LE), "malformed-json"),
            Bad.whole("Latin-1", "{\"mode\":\"größer\"}".getBytes(ISO_8859_1), "not-utf8"),
            Bad.whole("bytes of no text", new byte[] {'{', (byte) 0xff, (byte) 0xfe, '}'}, "not-utf8"),
            Bad.whole("a zero written in two bytes", new byte[] {(byte) 0xc0, (byte) 0x80}, "not-utf8"),
            // JSON, and no telemetry
            Bad.whole("a number alone", "17", "not-telemetry"),
            Bad.whole("an object of nothing", "{}", "not-telemetry"),
            Bad.whole("an array of numbers", "[1,2,3]", "not-telemetry"),
            Bad.whole("an array of readings without a time", "[{\"pressure\":1}]", "not-telemetry"),
            Bad.whole("arrays 10,000 deep", "[".repeat(10_000) + "]".repeat(10_000), "too-deep"),
            Bad.whole("objects 10,000 deep", "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000), "too-deep"),
            Bad.whole("a key twice", "{\"pressure\":1,\"pressure\":2}", "duplicate-key"),
            Bad.whole("a key twice, once in disguise", "{\"pressure\":1,\"\\u0070ressure\":2}", "duplicate-key"),
            Bad.whole("two times", "{\"ts\":1,\"ts\":2,\"values\":{\"pressure\":1}}", "duplicate-key"),
            Bad.whole("1,001 values", "{%s}".formatted(members(0, 1_001)), "too-many-values"),
            // values of no use, and neighbours that are
            Bad.part("NaN", "{\"pressure\":NaN,\"mode\":\"auto\"}", 1, "not-finite", "\"pressure\":NaN"),
            Bad.part(
                    "Infinity, both ways",
                    "{\"pressure\":Infinity,\"level\":-Infinity}",
                    0,
                    "not-finite",
                    "\"pressure\":Infinity",
                    "\"level\":-Infinity"),
            Bad.part("NaN in an array", "{\"spectrum\":[1,NaN]}", 0, "not-finite", "\"spectrum\":[1,NaN]"),
            Bad.part(
                    "a number beyond all doubles", "{\"pressure\":1e400}", 0, "number-too-large", "\"pressure\":1e400"),
            Bad.part(
                    "a whole number that a double does not hold",
                    "{\"pressure\":9007199254740993}",
                    0,
                    "number-too-large",
                    "\"pressure\":9007199254740993"),
            Bad.part(
                    "a number as text",
                    "{\"pressure\":\"3.2\",\"on\":false}",
                    1,
                    "wrong-schema",
                    "\"pressure\":\"3.2\""),
            Bad.part("a number where a text stands", "{\"mode\":5}", 0, "wrong-schema", "\"mode\":5"),
            Bad.part("a number where a truth stands", "{\"on\":1}", 0, "wrong-schema", "\"on\":1"),
            Bad.part("an array where a number stands", "{\"pressure\":[1]}", 0, "wrong-schema", "\"pressure\":[1]"),
            Bad.part("null", "{\"pressure\":null}", 0, "wrong-schema", "\"pressure\":null"),
            Bad.part("an object", "{\"pressure\":{\"max\":3}}", 0, "wrong-schema", "\"pressure\":{\"max\":3}"),
            Bad.part(
                    "a unit where there was none",
                    "{\"pressure\":{\"value\":1,\"unit\":\"psi\"}}",
                    0,
                    "wrong-unit",
                    "\"pressure\":{\"value\":1,\"unit\":\"psi\"}"),
            Bad.part(
                    "a text of 4,097 bytes",
                    "{\"mode\":\"%s\"}".formatted("x".repeat(4_097)),
                    0,
                    "text-too-long",
                    "\"mode\":\"%s\"".formatted("x".repeat(4_097))),
            Bad.part(
                    "a text of 200,000 bytes, of which the first are kept",
                    "{\"mode\":\"%s\"}".formatted("x".repeat(200_000)),
                    0,
                    "text-too-long",
                    "\"mode\":\"%s\"".formatted("x".repeat(200_000))),
            Bad.part(
                    "an array of 4,097 numbers",
                    "{\"spectrum\":[%s1]}".formatted("1,".repeat(4_096)),
                    0,
                    "array-too-long",
                    "\"spectrum\":[%s1]".formatted("1,".repeat(4_096))),
            Bad.part(
                    "names that are none",
                    "{\"1st\":1,\"a b\":1,\"\":1,\"a.b.c\":1,\"höhe\":1,\"pressure\":2}",
                    1,
                    "invalid-property-name",
                    "\"1st\":1",
                    "\"a b\":1",
                    "\"\":1",
                    "\"a.b.c\":1",
                    "\"höhe\":1"),
            Bad.part(
                    "a name of 65 characters",
                    "{\"%s\":1}".formatted("n".repeat(65)),
                    0,
                    "invalid-property-name",
                    "\"%s\":1".formatted("n".repeat(65))),
            Bad.part(
                    "a name of 100,000 characters",
                    "{\"%s\":1}".formatted("n".repeat(100_000)),
                    0,
                    "invalid-property-name",
                    "\"%s\":1".formatted("n".repeat(100_000))),
            // times
            Bad.time("1970", "0", "time-out-of-range"),
            Bad.time("1970, in ISO 8601", "\"1970-01-01T00:00:00Z\"", "time-out-of-range"),
            Bad.time("seconds where milliseconds belong", "1700000000", "time-out-of-range"),
            Bad.time("2100", "4102444800000", "time-out-of-range"),
            Bad.time("before all times", "-1", "time-out-of-range"),
            Bad.time("a time that is no number", "\"yesterday\"", "invalid-time"),
            Bad.time("a time without a zone", "\"2026-11-22T17:19:07\"", "invalid-time"),
            Bad.time("half a millisecond", "1700000000000.5", "invalid-time"),
            // what comes again
            Bad.fine("a reading of the past", "{\"ts\":1700000000000,\"values\":{\"pressure\":5}}", 1, 0),
            Bad.fine("the same again", "{\"ts\":1700000000000,\"values\":{\"pressure\":5}}", 0, 1),
            // a twin that is full
            Bad.fine(
                    "as many properties as it may have",
                    "{%s}".formatted(members(0, PROPERTIES_MAX - 4)),
                    PROPERTIES_MAX - 4,
                    0),
            Bad.part("one more", "{\"one_more\":1,\"pressure\":3}", 1, "too-many-properties", "\"one_more\":1"));

    /** To a device whose type says what there is. */
    private static final List<Bad> TYPED = List.of(
            Bad.fine(
                    "a reading as the type wants it",
                    "{\"pressure\":{\"value\":1,\"unit\":\"bar\"},\"strokes\":3}",
                    2,
                    0),
            Bad.part(
                    "a property that the type does not have",
                    "{\"presure\":1,\"strokes\":4}",
                    1,
                    "unknown-property",
                    "\"presure\":1"),
            Bad.part("a name that is none", "{\"1st\":1}", 0, "unknown-property", "\"1st\":1"),
            Bad.part(
                    "a fraction where a whole number is wanted",
                    "{\"strokes\":1.5}",
                    0,
                    "wrong-schema",
                    "\"strokes\":1.5"),
            Bad.part(
                    "a whole number beyond 32 bits",
                    "{\"strokes\":3000000000}",
                    0,
                    "wrong-schema",
                    "\"strokes\":3000000000"),
            Bad.part("a number as text", "{\"pressure\":\"1\"}", 0, "wrong-schema", "\"pressure\":\"1\""),
            Bad.part(
                    "another unit",
                    "{\"pressure\":{\"value\":1,\"unit\":\"metre\"}}",
                    0,
                    "wrong-unit",
                    "\"pressure\":{\"value\":1,\"unit\":\"metre\"}"));

    private static final String GAUGE = """
            {"@type":"Interface","@context":["dtmi:dtdl:context;3","dtmi:dtdl:extension:quantitativeTypes;1"],\
            "@id":"dtmi:com:example:Gauge;1","contents":[\
            {"@type":["Telemetry","Pressure"],"name":"pressure","schema":"double","unit":"bar"},\
            {"@type":"Telemetry","name":"strokes","schema":"integer"}]}""";

    private static String members(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> "\"p" + i + "\":1")
                .collect(joining(","));
    }

    /** How telemetry comes in. */
    private enum Way {
        MQTT_3_1_1,
        MQTT_5,
        HTTP
    }

    @Test
    void telemetryThatCannotBeUsedIsCountedAndShown(Customer customer, LocalPlatform platform) throws Exception {
        customer.as("modeller").body(GAUGE).post("/twin-types").then().statusCode(201);
        Map<Way, DeviceLogin> untyped = new EnumMap<>(Way.class);
        Map<Way, DeviceLogin> typed = new EnumMap<>(Way.class);
        for (Way way : Way.values()) {
            untyped.put(way, customer.device("untyped-" + way));
            typed.put(way, typedDevice(customer, "typed-" + way));
        }
        try (Bystander neighbour = Bystander.of(customer);
                Bystander foreigner = Bystander.of(stranger)) {

            for (Way way : Way.values()) {
                sendAll(way, platform, Objects.requireNonNull(untyped.get(way)), UNTYPED);
                sendAll(way, platform, Objects.requireNonNull(typed.get(way)), TYPED);
            }

            for (Way way : Way.values()) {
                requireToldOf(customer, "untyped-" + way, UNTYPED);
                requireToldOf(customer, "typed-" + way, TYPED);
            }
            neighbour.requireUndisturbed();
            foreigner.requireUndisturbed();
        }
    }

    private static DeviceLogin typedDevice(Customer customer, String name) {
        PlatformApi api = new PlatformApi(customer.access());
        api.putDevice(customer.tenant(), new DeviceId(name), new TypeId("dtmi:com:example:Gauge;1"), new TwinId(name));
        await().atMost(PATIENCE)
                .until(() ->
                        customer.as("viewer").get("/twins/" + name).asString().contains("dtmi:com:example:Gauge;1"));
        return api.newLogin(customer.tenant(), new DeviceId(name));
    }

    /** Each is acknowledged: it is safe, and what it says is judged later. */
    private static void sendAll(Way way, LocalPlatform platform, DeviceLogin login, List<Bad> all) throws Exception {
        switch (way) {
            case MQTT_3_1_1, MQTT_5 -> {
                try (RawDevice device = new RawDevice(platform.port(Port.MQTT), MqttVersion.valueOf(way.name()))) {
                    assertEquals("connack 0", device.logIn(login.username(), login.password()));
                    for (Bad bad : all) {
                        assertEquals("puback 0", device.publish("telemetry", bad.payload()), bad.what());
                    }
                }
            }
            case HTTP -> {
                for (Bad bad : all) {
                    HttpResponse<String> answer = post(platform.portalUrl(), login.password(), bad.payload());
                    assertEquals(204, answer.statusCode(), () -> bad.what() + ": " + answer.body());
                }
            }
        }
    }

    private static HttpResponse<String> post(String door, String token, byte[] payload) throws Exception {
        return post(door, token, HttpRequest.BodyPublishers.ofByteArray(payload));
    }

    private static HttpResponse<String> postInPieces(String door, String token, byte[] payload) throws Exception {
        return post(door, token, HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(payload)));
    }

    private static HttpResponse<String> post(String door, String token, HttpRequest.BodyPublisher payload)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(door + "/api/v1/telemetry"))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(payload)
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static void requireToldOf(Customer customer, String device, List<Bad> sent) {
        int stored = sent.stream().mapToInt(Bad::stored).sum();
        int duplicate = sent.stream().mapToInt(Bad::duplicate).sum();
        int rejected = sent.stream().mapToInt(Bad::rejected).sum();
        Map<String, Integer> counts = Map.of(
                "received",
                stored + duplicate + rejected,
                "stored",
                stored,
                "duplicate",
                duplicate,
                "rejected",
                rejected);
        String shown = sent.stream()
                .flatMap(bad -> bad.refusals().stream())
                .map(Refusal::shown)
                .collect(joining("\n"));

        await().atMost(PATIENCE).untilAsserted(() -> assertEquals(shown, rejections(customer, device)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(
                        counts,
                        customer.as("viewer").get("/twins/" + device).jsonPath().getMap("counts")));
    }

    /** As the tenant sees them, oldest first. */
    private static String rejections(Customer customer, String device) {
        JsonPath answer = customer.as("device-maker")
                .queryParam("limit", 1000)
                .get("/devices/" + device + "/rejections")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        List<Map<String, Object>> items = new ArrayList<>(answer.getList("items"));
        Collections.reverse(items);
        return items.stream()
                .map(item -> "%s of %s bytes: %s".formatted(item.get("reason"), item.get("length"), item.get("bytes")))
                .collect(joining("\n"));
    }

    // ---- whoever is not let do what it wants: turned away at the door ----

    /** What somebody tries who knows the device's password, and perhaps more than it should. */
    @FunctionalInterface
    private interface Attempt {
        String by(RawDevice somebody, Known known) throws IOException;
    }

    /** What there is to know. */
    private record Known(DeviceLogin login, DeviceLogin neighbour, DeviceLogin stranger) {

        String tenant() {
            return login.username().substring(0, login.username().indexOf('/'));
        }

        /** Once it is in. */
        static Attempt in(Attempt then) {
            return (somebody, known) -> {
                assertEquals(
                        "connack 0",
                        somebody.logIn(known.login().username(), known.login().password()));
                return then.by(somebody, known);
            };
        }
    }

    /**
     * What is tried, and what is heard of it by either version.
     *
     * @param by311 MQTT 3.1.1 has no words for most of it: it is hung up on, so that it does not believe it was stored
     */
    private record AtTheDoor(String what, Attempt attempt, String by311, String by5) {}

    private static final List<AtTheDoor> AT_THE_DOOR = List.of(
            // logins
            new AtTheDoor(
                    "a wrong password",
                    (d, k) -> d.logIn(k.login().username(), "cd_wrong"),
                    "connack 4",
                    "connack 134"),
            new AtTheDoor("no password", (d, k) -> d.logIn(k.login().username(), ""), "connack 4", "connack 134"),
            new AtTheDoor(
                    "the password of another device",
                    (d, k) -> d.logIn(k.login().username(), k.neighbour().password()),
                    "connack 4",
                    "connack 134"),
            new AtTheDoor(
                    "the password of another tenant's device",
                    (d, k) -> d.logIn(k.login().username(), k.stranger().password()),
                    "connack 4",
                    "connack 134"),
            new AtTheDoor(
                    "the name of another device",
                    (d, k) -> d.logIn(k.neighbour().username(), k.login().password()),
                    "connack 4",
                    "connack 134"),
            new AtTheDoor(
                    "the name of another tenant's device",
                    (d, k) -> d.logIn(k.stranger().username(), k.login().password()),
                    "connack 4",
                    "connack 134"),
            new AtTheDoor(
                    "a tenant that is none",
                    (d, k) ->
                            d.logIn("nobody/" + k.login().username(), k.login().password()),
                    "connack 4",
                    "connack 134"),
            new AtTheDoor(
                    "any device",
                    (d, k) -> d.logIn(k.tenant() + "/#", k.login().password()),
                    "connack 4",
                    "connack 134"),
            new AtTheDoor("no tenant", (d, k) -> d.logIn("honest", k.login().password()), "connack 4", "connack 134"),
            new AtTheDoor("no name", (d, k) -> d.logIn("", k.login().password()), "connack 4", "connack 134"),
            new AtTheDoor(
                    "a name of 2,000 characters",
                    (d, k) -> d.logIn("x".repeat(2_000), k.login().password()),
                    "connack 4",
                    "connack 134"),
            new AtTheDoor("a reading before the login", (d, k) -> d.publish("telemetry", READING), "closed", "closed"),
            new AtTheDoor(
                    "a second login",
                    Known.in((d, k) ->
                            d.logIn(k.neighbour().username(), k.neighbour().password())),
                    "closed",
                    "disconnect 130"),
            // topics
            new AtTheDoor(
                    "another device's topic",
                    Known.in((d, k) -> d.publish(k.neighbour().username() + "/telemetry", READING)),
                    "closed",
                    "puback 144"),
            new AtTheDoor(
                    "another tenant's topic",
                    Known.in((d, k) -> d.publish(k.stranger().username() + "/telemetry", READING)),
                    "closed",
                    "puback 144"),
            new AtTheDoor(
                    "a topic of the log",
                    Known.in((d, k) -> d.publish("persistent://" + k.tenant() + "/twin/inputs", READING)),
                    "closed",
                    "puback 144"),
            new AtTheDoor(
                    "a component that is no name",
                    Known.in((d, k) -> d.publish("telemetry/../" + k.neighbour().username(), READING)),
                    "closed",
                    "puback 144"),
            new AtTheDoor(
                    "a command of its own",
                    Known.in((d, k) -> d.publish("commands/1", READING)),
                    "closed",
                    "puback 144"),
            new AtTheDoor(
                    "all topics at once",
                    Known.in((d, k) -> {
                        d.sayBytes(PUBLISH_TO_ALL);
                        return d.hear();
                    }),
                    "closed",
                    "disconnect 129"),
            new AtTheDoor("to hear everything", Known.in((d, k) -> d.subscribe("#")), "suback 128", "suback 135"),
            new AtTheDoor(
                    "to hear all telemetry",
                    Known.in((d, k) -> d.subscribe("telemetry/#")),
                    "suback 128",
                    "suback 135"),
            new AtTheDoor(
                    "to hear another device",
                    Known.in((d, k) -> d.subscribe(k.neighbour().username() + "/commands/#")),
                    "suback 128",
                    "suback 135"),
            new AtTheDoor(
                    "to hear what the server says of itself",
                    Known.in((d, k) -> d.subscribe("$SYS/#")),
                    "suback 128",
                    "suback 135"),
            // sizes
            new AtTheDoor("10 MB", Known.in((d, k) -> d.publish("telemetry", TEN_MB)), "closed", "disconnect 149"),
            new AtTheDoor("10 MB before the login", (d, k) -> d.publish("telemetry", TEN_MB), "closed", "closed"),
            new AtTheDoor(
                    "256 MB, as it says",
                    Known.in((d, k) -> {
                        d.sayBytes(PUBLISH_OF_256_MB);
                        return d.hear();
                    }),
                    "closed",
                    "disconnect 149"),
            // packets
            new AtTheDoor(
                    "a packet of no type",
                    Known.in((d, k) -> {
                        d.sayBytes(new byte[] {0, 0});
                        return d.hear();
                    }),
                    "closed",
                    "disconnect 129"),
            new AtTheDoor(
                    "another protocol",
                    (d, k) -> {
                        d.sayBytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
                        return d.hear();
                    },
                    "closed",
                    "closed"));

    @Test
    void whoeverForgesIsTurnedAwayAtTheDoor(Customer customer, LocalPlatform platform) throws Exception {
        Known known = new Known(customer.device("known"), customer.device("next-door"), stranger.device("abroad"));
        String expected = AT_THE_DOOR.stream()
                .map(row -> "%s: %s, %s".formatted(row.what(), row.by311(), row.by5()))
                .collect(joining("\n"));
        List<String> heard = new ArrayList<>();
        try (Bystander neighbour = Bystander.of(customer);
                Bystander foreigner = Bystander.of(stranger)) {

            for (AtTheDoor row : AT_THE_DOOR) {
                heard.add("%s: %s, %s"
                        .formatted(
                                row.what(),
                                attempt(platform, MqttVersion.MQTT_3_1_1, row.attempt(), known),
                                attempt(platform, MqttVersion.MQTT_5, row.attempt(), known)));
            }

            assertEquals(expected, String.join("\n", heard));
            neighbour.requireUndisturbed();
            foreigner.requireUndisturbed();
        }
        for (String device : List.of("known", "next-door")) {
            customer.as("viewer").get("/twins/" + device).then().body("counts.received", equalTo(0));
        }
        stranger.as("viewer").get("/twins/abroad").then().body("counts.received", equalTo(0));
    }

    private static String attempt(LocalPlatform platform, MqttVersion version, Attempt attempt, Known known)
            throws IOException {
        // From an address of its own: failed logins are answered late when an address has too many.
        InetAddress from = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (10 + version.protocolLevel())});
        try (RawDevice somebody = new RawDevice(platform.port(Port.MQTT), version, from)) {
            return attempt.by(somebody, known);
        }
    }

    /** By the front door, and by the service's own. */
    @Test
    void aForgedCallIsTurnedAwayAtTheDoor(Customer customer, LocalPlatform platform) throws Exception {
        DeviceLogin login = customer.device("caller");
        for (String door : List.of(platform.portalUrl(), platform.address(Component.INGEST))) {
            requireProblem(401, "unauthenticated", post(door, "cd_wrong", READING));
            requireProblem(401, "unauthenticated", post(door, customer.token("owner"), READING));
            requireProblem(
                    413,
                    "payload-too-large",
                    post(door, login.password(), "x".repeat(300_000).getBytes(UTF_8)));
            requireProblem(413, "payload-too-large", post(door, login.password(), TEN_MB));
        }
        requireProblem(413, "payload-too-large", postInPieces(platform.portalUrl(), login.password(), TEN_MB));
        requireEnded(platform.address(Component.INGEST), login.password());
        customer.as("viewer").get("/twins/caller").then().body("counts.received", equalTo(0));
    }

    /**
     * Past the front door it is the HTTP server's own limit that ends a body without a length: it says 413, and hangs up on whoever is
     * still sending, who may then never read it.
     */
    private static void requireEnded(String door, String token) throws Exception {
        try {
            assertEquals(413, postInPieces(door, token, TEN_MB).statusCode());
        } catch (IOException hungUp) {
            assertFalse(hungUp instanceof HttpTimeoutException, hungUp::toString);
        }
    }

    private static void requireProblem(int status, String type, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer::toString);
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse("none"),
                answer::toString);
        assertEquals(
                "urn:counterpart:problem:" + type, JsonPath.from(answer.body()).getString("type"));
    }

    // ---- bytes that are no MQTT at all ----

    private static final int HOSTILE_CONNECTIONS = 1_000;
    private static final int AT_ONCE = 32;
    private static final long GROWTH_MAX_KB = 48 * 1024;

    /** Each burst has the same seed, so that the second needs nothing that the first did not. */
    @Test
    void hostileBytesNeitherGrowIngestNorDisturbADevice(Customer customer, LocalPlatform platform) throws Exception {
        long pid = platform.process(Component.INGEST).pid();
        try (Bystander device = Bystander.of(customer)) {
            DeviceLogin insider = customer.device("insider");
            burst(platform.port(Port.MQTT), insider);
            long afterFirstKb = residentKb(pid);

            for (int i = 0; i < 3; i++) {
                burst(platform.port(Port.MQTT), insider);
            }

            long afterLastKb = residentKb(pid);
            System.out.printf("ingest: %d kB after the first burst, %d kB after the last%n", afterFirstKb, afterLastKb);
            assertTrue(
                    afterLastKb - afterFirstKb < GROWTH_MAX_KB,
                    "ingest grew from %d to %d kB".formatted(afterFirstKb, afterLastKb));
            assertEquals(pid, platform.process(Component.INGEST).pid());
            assertTrue(platform.process(Component.INGEST).isAlive());
            device.requireUndisturbed();
        }
    }

    private static void burst(int port, DeviceLogin insider) throws Exception {
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService attackers = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int i = 0; i < HOSTILE_CONNECTIONS; i++) {
                int seed = i;
                all.add(attackers.submit(() -> {
                    attack(port, insider, new Random(seed));
                    return null;
                }));
            }
        }
        for (Future<?> one : all) {
            one.get();
        }
    }

    private static void attack(int port, DeviceLogin insider, Random chance) throws IOException {
        InetAddress from = InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) (1 + chance.nextInt(200))});
        MqttVersion version = chance.nextBoolean() ? MqttVersion.MQTT_3_1_1 : MqttVersion.MQTT_5;
        try (RawDevice attacker = new RawDevice(port, version, from)) {
            switch (chance.nextInt(6)) {
                case 0 -> attacker.sayBytes(randomBytes(chance, 1 + chance.nextInt(3_000)));
                case 1 -> attacker.sayBytes(randomBytes(chance, 100_000));
                // A CONNECT of 256 MB, as it says, and nothing after it.
                case 2 -> attacker.sayBytes(new byte[] {0x10, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f, 0, 4, 'M'});
                case 3 ->
                    attacker.logIn(insider.username().replace("insider", "nobody"), "cd_guess" + chance.nextInt());
                case 4 -> {
                    attacker.logIn(insider.username(), insider.password());
                    attacker.sayBytes(randomBytes(chance, 20_000));
                }
                default -> {
                    attacker.logIn(insider.username(), insider.password());
                    attacker.sayBytes(PUBLISH_OF_256_MB);
                    attacker.sayBytes(randomBytes(chance, 300_000));
                }
            }
        }
    }

    private static byte[] randomBytes(Random chance, int count) {
        byte[] bytes = new byte[count];
        chance.nextBytes(bytes);
        return bytes;
    }

    private static long residentKb(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }
}
