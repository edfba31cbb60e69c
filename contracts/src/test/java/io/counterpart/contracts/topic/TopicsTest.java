package io.counterpart.contracts.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.counterpart.contracts.identity.TenantId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopicsTest {

    private static final TenantId ACME = new TenantId("acme-1");

    @Test
    void aPartitionOfInputsIsKnownByItsTopic() {
        assertEquals(
                Optional.of(new Topics.InputsPartition(ACME, 12)), Topics.inputsPartition(Topics.inputs(ACME, 12)));
    }

    @Test
    void otherTopicsAreNone() {
        assertEquals(Optional.empty(), Topics.inputsPartition(Topics.inputs(ACME)));
        assertEquals(Optional.empty(), Topics.inputsPartition(Topics.control(ACME, 1)));
        assertEquals(Optional.empty(), Topics.inputsPartition(Topics.DEFINITIONS));
    }
}
