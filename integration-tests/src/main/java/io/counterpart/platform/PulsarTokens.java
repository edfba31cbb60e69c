package io.counterpart.platform;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens by which programs show Pulsar their role: JSON web tokens whose subject is the role, signed with HS256. */
final class PulsarTokens {
    static final int KEY_BYTES = 32;

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final byte[] key;

    PulsarTokens(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("HS256 takes a key of " + KEY_BYTES + " bytes");
        }
        this.key = key.clone();
    }

    String of(String role) {
        if (!role.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("Not a role: " + role);
        }
        String signed = part("{\"alg\":\"HS256\"}") + "." + part("{\"sub\":\"" + role + "\"}");
        return signed + "." + BASE64.encodeToString(sign(signed));
    }

    private byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    private static String part(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
