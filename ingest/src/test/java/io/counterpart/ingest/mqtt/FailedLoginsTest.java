package io.counterpart.ingest.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Failed logins by address. */
final class FailedLoginsTest {

    private Instant now = Instant.EPOCH;
    private final FailedLogins failed = new FailedLogins(2, 3, () -> now);

    private static InetSocketAddress from(String address) {
        try {
            return new InetSocketAddress(InetAddress.getByName(address), 4_711);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theThirdInAMinuteIsTooMuchAndAnotherAddressHasItsOwnCount() {
        assertTrue(failed.count(from("10.0.0.1")));
        assertTrue(failed.count(from("10.0.0.1")));
        assertFalse(failed.count(from("10.0.0.1")));
        assertTrue(failed.count(from("10.0.0.2")));
    }

    @Test
    void afterAMinuteTheCountBeginsAgain() {
        failed.count(from("10.0.0.1"));
        failed.count(from("10.0.0.1"));
        failed.count(from("10.0.0.1"));

        now = now.plusSeconds(60);

        assertTrue(failed.count(from("10.0.0.1")));
    }

    @Test
    void theHostPartOfAnIpv6AddressDoesNotMakeAnotherOne() {
        failed.count(from("2001:db8::1"));
        failed.count(from("2001:db8::2"));

        assertFalse(failed.count(from("2001:db8::3")));
    }

    @Test
    void noMoreAddressesAreKeptThanMayBe() {
        for (int i = 0; i < 100; i++) {
            failed.count(from("10.0.1." + i));
        }

        assertEquals(3, failed.addresses());
    }
}
