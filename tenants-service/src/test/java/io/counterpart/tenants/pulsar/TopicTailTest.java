package io.counterpart.tenants.pulsar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.impl.MessageIdImpl;
import org.junit.jupiter.api.Test;

class TopicTailTest {

    private static final JsonObject THREE_LEDGERS = new JsonObject("""
            {"currentLedgerEntries": 5, "ledgers": [
                {"ledgerId": 10, "entries": 100}, {"ledgerId": 20, "entries": 50}, {"ledgerId": 30, "entries": 0}]}
            """);

    @Test
    void aTailInTheLedgerThatIsWrittenBeginsThere() {
        assertEquals(new MessageIdImpl(30, 2, -1), TopicTail.start(THREE_LEDGERS, 3));
    }

    @Test
    void aTailReachesIntoOlderLedgers() {
        assertEquals(new MessageIdImpl(20, 45, -1), TopicTail.start(THREE_LEDGERS, 10));
        assertEquals(new MessageIdImpl(10, 55, -1), TopicTail.start(THREE_LEDGERS, 100));
    }

    @Test
    void aTailLongerThanTheTopicIsTheTopic() {
        assertEquals(MessageId.earliest, TopicTail.start(THREE_LEDGERS, 155));
        assertEquals(
                MessageId.earliest, TopicTail.start(new JsonObject("{\"currentLedgerEntries\":0,\"ledgers\":[]}"), 10));
    }
}
