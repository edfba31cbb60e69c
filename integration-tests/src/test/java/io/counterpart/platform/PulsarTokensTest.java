package io.counterpart.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class PulsarTokensTest {
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    @Test
    void theRoleIsTheSubject() {
        String[] parts = new PulsarTokens(KEY).of("twin-runtime").split("\\.", -1);

        assertEquals(3, parts.length);
        assertEquals("{\"alg\":\"HS256\"}", decoded(parts[0]));
        assertEquals("{\"sub\":\"twin-runtime\"}", decoded(parts[1]));
    }

    /** Reckoned by another program: {@code openssl dgst -sha256 -mac HMAC} over the first two parts. */
    @Test
    void theSignatureIsTheOneEverybodyReckons() {
        assertEquals(
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZG1pbiJ9.0bxzb1SDWhnB92NzINxpHEYH5S-sdhp-eIIKOtGDgyg",
                new PulsarTokens(KEY).of("admin"));
    }

    @Test
    void aKeyOfAnotherLengthIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new PulsarTokens(new byte[16]));
    }

    @Test
    void nothingSlipsIntoATokenByTheRolesName() {
        assertThrows(IllegalArgumentException.class, () -> new PulsarTokens(KEY).of("a\",\"sub\":\"admin"));
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }
}
