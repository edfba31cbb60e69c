package io.counterpart.tenants.pulsar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.twin.Rejection;
import io.counterpart.contracts.twin.RejectionReason;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewestOfTest {

    @Test
    void onlyTheNewestOfTheDeviceAreKeptNewestFirst() {
        // Given
        NewestOf newest = new NewestOf(new DeviceId("a"), 2);

        // When
        for (int position = 1; position <= 9; position++) {
            String device = position % 2 == 0 ? "a" : "b";
            newest.take(device, Rejection.JSON.write(rejection(device, position)));
        }

        // Then
        assertEquals(
                List.of(8L, 6L),
                newest.newestFirst().stream().map(Rejection::position).toList());
    }

    private static Rejection rejection(String device, long position) {
        return new Rejection(
                new TwinId("t"),
                new DeviceId(device),
                position,
                0,
                0,
                RejectionReason.NOT_UTF8,
                "The bytes are no UTF-8.",
                null,
                "",
                0);
    }
}
