package io.counterpart.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.contracts.twin.Checkpoint;
import io.counterpart.contracts.twin.Rejection;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.platform.LocalPlatform;
import io.counterpart.platform.PlatformException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.pulsar.client.api.AuthenticationFactory;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.Reader;

/** A tenant's topics as they stand in the broker: who is in line for its partitions, and what owners wrote. */
final class TenantTopics implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Held, for the JDK forgets the level of a logger that nobody holds: each reader would tell of its coming and going. */
    private static final Logger CLIENT_LOG = Logger.getLogger("org.apache.pulsar");

    static {
        CLIENT_LOG.setLevel(Level.SEVERE);
    }

    private final TenantId tenant;
    private final URI admin;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final PulsarClient client;

    TenantTopics(LocalPlatform platform, TenantId tenant) {
        this.tenant = tenant;
        admin = URI.create(platform.pulsarAdminUrl() + "/admin/v2/persistent/" + Topics.logNamespace(tenant) + "/");
        token = platform.pulsarToken("admin");
        try {
            client = PulsarClient.builder()
                    .serviceUrl(platform.pulsarUrl())
                    .authentication(AuthenticationFactory.token(token))
                    .build();
        } catch (PulsarClientException e) {
            throw new PlatformException("There is no way to the log.", e);
        }
    }

    /**
     * Who stands in line for a partition.
     *
     * @param active the name of the one that the broker lets have it, empty when none
     * @param all everybody's names
     */
    record Line(String active, Set<String> all) {
        Line {
            all = Set.copyOf(all);
        }
    }

    int partitions() {
        return ask("inputs/partitions").required("partitions").asInt();
    }

    Line line(int partition) {
        JsonNode subscription = ask("inputs-partition-" + partition + "/stats")
                .path("subscriptions")
                .path(Topics.OWNERS_SUBSCRIPTION);
        Set<String> all = new HashSet<>();
        subscription
                .path("consumers")
                .forEach(one -> all.add(one.path("consumerName").asText()));
        String active = subscription.path("activeConsumerName").asText("");
        return new Line(all.contains(active) ? active : "", all);
    }

    /** Under which name the newest pointer to a checkpoint was written, empty when there is none. */
    String lastPointerBy(int partition) {
        try (Reader<byte[]> reader = client.newReader()
                .topic(Topics.control(tenant, partition))
                .startMessageId(MessageId.latest)
                .startMessageIdInclusive()
                .create()) {
            return reader.hasMessageAvailable() ? next(reader).getProducerName() : "";
        } catch (IOException e) {
            throw unreadable(Topics.control(tenant, partition), e);
        }
    }

    /** The newest checkpoint of a partition that has one. */
    Checkpoint lastCheckpoint(int partition) {
        try (Reader<byte[]> reader = client.newReader()
                .topic(Topics.control(tenant, partition))
                .startMessageId(MessageId.latest)
                .startMessageIdInclusive()
                .create()) {
            return Checkpoint.JSON.read(next(reader).getData());
        } catch (IOException e) {
            throw unreadable(Topics.control(tenant, partition), e);
        }
    }

    /** All that the owners ever wrote, held against what owners may write. */
    LogAudit audit() {
        LogAudit.Tally tally = new LogAudit.Tally();
        for (int i = 0; i < partitions(); i++) {
            int partition = i;
            each(
                    Topics.control(tenant, partition),
                    message -> tally.pointer(
                            partition, message.getProducerName(), Checkpoint.JSON.read(message.getData())));
        }
        each(Topics.events(tenant), message -> tally.event(TwinEvent.JSON.read(message.getData())));
        each(Topics.rejected(tenant), message -> tally.rejection(Rejection.JSON.read(message.getData())));
        each(Topics.state(tenant), message -> {
            // An empty one says that the twin is gone.
            if (message.size() > 0) {
                tally.state(message.getProducerName(), message.getSequenceId(), TwinState.JSON.read(message.getData()));
            }
        });
        return tally.audit();
    }

    /** What the rejections of a device say it sent, in their order. */
    List<String> rejectedTexts(DeviceId device) {
        List<String> texts = new ArrayList<>();
        each(Topics.rejected(tenant), message -> {
            Rejection rejection = Rejection.JSON.read(message.getData());
            if (rejection.device().equals(device)) {
                texts.add(new String(Base64.getDecoder().decode(rejection.bytes()), StandardCharsets.UTF_8));
            }
        });
        return texts;
    }

    private void each(String topic, Consumer<Message<byte[]>> taker) {
        try (Reader<byte[]> reader = client.newReader()
                .topic(topic)
                .startMessageId(MessageId.earliest)
                .create()) {
            while (reader.hasMessageAvailable()) {
                taker.accept(next(reader));
            }
        } catch (IOException e) {
            throw unreadable(topic, e);
        }
    }

    private static Message<byte[]> next(Reader<byte[]> reader) throws PulsarClientException {
        Message<byte[]> message = reader.readNext((int) PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (message == null) {
            throw new PulsarClientException.TimeoutException("what is said to be there does not come");
        }
        return message;
    }

    private static PlatformException unreadable(String topic, IOException cause) {
        return new PlatformException("Cannot read " + topic + ": " + cause.getMessage(), cause);
    }

    private JsonNode ask(String path) {
        HttpRequest request = HttpRequest.newBuilder(admin.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new PlatformException("%s answered %d".formatted(request.uri(), answer.statusCode()));
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new PlatformException(request.uri() + " did not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("Interrupted while asking the broker.", e);
        }
    }

    @Override
    public void close() {
        http.close();
        try {
            client.close();
        } catch (PulsarClientException e) {
            throw new PlatformException("The way to the log could not be closed.", e);
        }
    }
}
