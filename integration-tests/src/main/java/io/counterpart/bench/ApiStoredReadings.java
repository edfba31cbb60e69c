package io.counterpart.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.bench.load.ReadingTemplate;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.device.PlatformApi;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** As the API shows it to everybody. */
final class ApiStoredReadings implements StoredReadings {
    private static final long LATEST = 4_000_000_000_000L;

    private final PlatformApi api;
    private final TenantId tenant;

    ApiStoredReadings(PlatformApi api, TenantId tenant) {
        this.api = api;
        this.tenant = tenant;
    }

    @Override
    public long[] sequences(String device) {
        LongStream.Builder sequences = LongStream.builder();
        @Nullable String after = null;
        do {
            JsonNode page = api.history(tenant, new TwinId(device), ReadingTemplate.SEQUENCE, 0, LATEST, after);
            for (JsonNode point : page.at("/properties/" + ReadingTemplate.SEQUENCE + "/measured")) {
                sequences.add(point.get(1).asLong());
            }
            after = page.path("next").isTextual() ? page.path("next").asText() : null;
        } while (after != null);
        return sequences.build().toArray();
    }

    @Override
    public long newest(String device) {
        return twin(device)
                .map(twin -> twin.at("/properties/" + ReadingTemplate.SEQUENCE + "/measured/value")
                        .asLong())
                .orElse(0L);
    }

    @Override
    public long applied(String device) {
        return twin(device).map(twin -> twin.at("/counts/stored").asLong()).orElse(0L);
    }

    private Optional<JsonNode> twin(String device) {
        return api.twin(tenant, new TwinId(device));
    }
}
