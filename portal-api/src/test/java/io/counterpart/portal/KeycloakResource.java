package io.counterpart.portal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** As much of Keycloak as a login needs: its keys, and codes changed for tokens. A code is {@code person~nonce}. */
public final class KeycloakResource implements QuarkusTestResourceLifecycleManager {

    private static final KeyPair KEYS = newKeys();
    private static final Map<String, List<String>> ORGANIZATIONS = new ConcurrentHashMap<>();

    private static volatile String issuer = "";
    private @Nullable HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server = http;
            String url = "http://127.0.0.1:" + http.getAddress().getPort();
            issuer = url + "/realms/counterpart";
            http.createContext("/realms/counterpart/.well-known/openid-configuration", e -> answer(e, discovery()));
            http.createContext("/realms/counterpart/certs", e -> answer(e, jwks()));
            http.createContext("/realms/counterpart/token", KeycloakResource::token);
            http.start();
            return Map.of(
                    "counterpart.keycloak.url", url,
                    "counterpart.keycloak.client-secret", "for-tests-only-for-tests-only-for-tests",
                    "counterpart.session.secret", "for-tests-only-for-tests-only-for-tests");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String discovery() {
        return """
                {"issuer":"%1$s","authorization_endpoint":"%1$s/auth","token_endpoint":"%1$s/token","jwks_uri":"%1$s/certs",
                "end_session_endpoint":"%1$s/logout","userinfo_endpoint":"%1$s/userinfo",
                "id_token_signing_alg_values_supported":["RS256"]}""".formatted(issuer);
    }

    private static String jwks() {
        RSAPublicKey key = (RSAPublicKey) KEYS.getPublic();
        return """
                {"keys":[{"kid":"1","kty":"RSA","alg":"RS256","use":"sig","n":"%s","e":"%s"}]}""".formatted(base64(key.getModulus()), base64(key.getPublicExponent()));
    }

    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int start = bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOfRange(bytes, start, bytes.length));
    }

    private static void token(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String code = java.util.Arrays.stream(form.split("&"))
                .filter(field -> field.startsWith("code="))
                .map(field -> URLDecoder.decode(field.substring(5), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
        String[] parts = code.split("~", -1);
        String id = claims(parts[0])
                .audience("portal")
                .claim("nonce", parts[1])
                .jws()
                .keyId("1")
                .sign(KEYS.getPrivate());
        answer(exchange, """
                {"access_token":"%s","id_token":"%s","refresh_token":"none","token_type":"Bearer","expires_in":300}""".formatted(tokenOf(parts[0]), id));
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Makes the person a member of these tenants' organizations, in its tokens. */
    static void organizations(String person, String... tenants) {
        ORGANIZATIONS.put(person, List.of(tenants));
    }

    private static JwtClaimsBuilder claims(String person) {
        return Jwt.issuer(issuer)
                .subject("subject-" + person)
                .upn(person)
                .claim("name", "Name of " + person)
                .claim("email", person + "@example.com")
                .claim("organization", ORGANIZATIONS.getOrDefault(person, List.of()))
                .issuedAt(Instant.now().minusSeconds(1))
                .expiresIn(Duration.ofMinutes(5));
    }

    /** A valid access token. */
    static String tokenOf(String person) {
        return claims(person)
                .audience("account")
                .claim("realm_access", Map.of("roles", Set.of("offline_access")))
                .jws()
                .keyId("1")
                .sign(KEYS.getPrivate());
    }

    /** One that was valid until an hour ago. */
    static String expiredTokenOf(String person) {
        return claims(person)
                .issuedAt(Instant.now().minusSeconds(7200))
                .expiresAt(Instant.now().minusSeconds(3600))
                .jws()
                .keyId("1")
                .sign(KEYS.getPrivate());
    }

    /** One that somebody else signed. */
    static String forgedTokenOf(String person) {
        return claims(person).jws().keyId("1").sign(newKeys().getPrivate());
    }

    @Override
    public void stop() {
        Objects.requireNonNull(server).stop(0);
    }
}
