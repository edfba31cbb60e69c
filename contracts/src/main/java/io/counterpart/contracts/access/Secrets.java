package io.counterpart.contracts.access;

import io.counterpart.contracts.identity.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The secrets we give out, each 256 bits of chance and shown once: API keys {@code ck_{tenant}_{id}_{secret}} and device tokens
 * {@code cd_{secret}}. We keep their SHA-256; a slow hash would protect a guessable secret, and these are none.
 */
public final class Secrets {

    private static final String KEY_PREFIX = "ck_";
    private static final String TOKEN_PREFIX = "cd_";
    private static final int SECRET_BYTES = 32;

    private Secrets() {}

    /** A new device token. */
    public static String newDeviceToken(SecureRandom random) {
        return TOKEN_PREFIX + hex(random, SECRET_BYTES);
    }

    /** A new visible id for an API key. */
    public static String newApiKeyId(SecureRandom random) {
        return hex(random, 6);
    }

    /** A new API key under this id. */
    public static String newApiKey(TenantId tenant, String id, SecureRandom random) {
        return KEY_PREFIX + tenant + "_" + id + "_" + hex(random, SECRET_BYTES);
    }

    private static String hex(SecureRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Whether a bearer token is meant as an API key (and not as a Keycloak token). */
    public static boolean looksLikeApiKey(String token) {
        return token.startsWith(KEY_PREFIX);
    }

    /** What an API key says of itself, before anything of it is believed. */
    public static Optional<ClaimedKey> claimOf(String apiKey) {
        String[] parts = apiKey.split("_", -1);
        if (parts.length != 4 || !looksLikeApiKey(apiKey) || parts[3].length() != 2 * SECRET_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ClaimedKey(new TenantId(parts[1]), parts[2]));
        } catch (IllegalArgumentException notATenant) {
            return Optional.empty();
        }
    }

    /**
     * @param tenant the tenant it claims to be of
     * @param id its visible part
     */
    public record ClaimedKey(TenantId tenant, String id) {}

    /** What we keep of a secret: SHA-256 of its UTF-8 bytes, hexadecimal. */
    public static String hash(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether this secret has this hash; takes as long for a wrong one as for a right one. */
    public static boolean matches(String secret, String hash) {
        return MessageDigest.isEqual(
                hash(secret).getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }
}
