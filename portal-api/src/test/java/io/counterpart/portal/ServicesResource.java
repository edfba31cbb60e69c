package io.counterpart.portal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Stands for tenants-service and tells what reached it; where ingest should be, nobody listens. */
public final class ServicesResource implements QuarkusTestResourceLifecycleManager {

    private @Nullable HttpServer server;

    @Override
    public Map<String, String> start() {
        try (ServerSocket nobody = new ServerSocket(0)) {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server = http;
            http.createContext("/", ServicesResource::echo);
            http.createContext("/q/openapi", exchange -> answer(exchange, 200, """
                    {"openapi":"3.1.0","paths":{"/api/v1/devices/{device}":{"get":{}},"/q/secret":{"get":{}}},
                    "components":{"schemas":{"DeviceView":{"type":"object"}}}}"""));
            http.start();
            return Map.of(
                    "counterpart.services.tenants-url",
                            "http://127.0.0.1:" + http.getAddress().getPort(),
                    "counterpart.services.ingest-url", "http://127.0.0.1:" + nobody.getLocalPort());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void echo(HttpExchange exchange) throws IOException {
        JsonObject headers = new JsonObject();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Set-Cookie", "stolen=1");
        exchange.getResponseHeaders().add("ETag", "\"7\"");
        answer(
                exchange,
                exchange.getRequestMethod().equals("POST") ? 201 : 200,
                new JsonObject()
                        .put("method", exchange.getRequestMethod())
                        .put("uri", exchange.getRequestURI().toString())
                        .put("headers", headers)
                        .put("body", new String(body, StandardCharsets.UTF_8))
                        .encode());
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void stop() {
        Objects.requireNonNull(server).stop(0);
    }
}
