package io.counterpart.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.device.PlatformApi;
import io.counterpart.platform.PlatformException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a replay ends with: a first type for a twin that has none, proposed from what was sent; shown, and written or accepted if wanted. */
final class FirstType {
    /** As many readings of a property as a draft looks at. */
    private static final int READINGS_MAX = 10_000;

    /** Values that a draft is asked for from, well within those that the platform reads for one. */
    private static final int VALUES_MAX = 400_000;

    /** Properties that history is asked for at once. */
    private static final int PROPERTIES_MAX = 50;

    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(30);
    private static final Duration ASKED_EVERY = Duration.ofMillis(200);

    private final Function<String, PlatformApi> as;
    private final TenantId tenant;
    private final TwinId twin;
    private final URI portal;
    private final PrintWriter out;

    /**
     * What to do with the proposal beside showing it.
     *
     * @param id what the type is to be called, null for what the platform calls it
     * @param file where its document is to be written, null for nowhere
     * @param accepted whether it becomes the twin's type at once
     */
    record Wish(@Nullable TypeId id, @Nullable Path file, boolean accepted) {

        /** @throws PlatformException when the file is there already: somebody may have edited it */
        void requireNewFile() {
            if (file != null && Files.exists(file)) {
                throw new PlatformException(file + " exists already. Name a new file for the draft.");
            }
        }

        boolean isMoreThanToSee() {
            return id != null || file != null || accepted;
        }
    }

    /**
     * @param as the platform's API, as a person of this role sees it
     * @param portal where the web portal is
     * @param out for the person at the terminal
     */
    FirstType(Function<String, PlatformApi> as, TenantId tenant, TwinId twin, URI portal, PrintWriter out) {
        this.as = as;
        this.tenant = tenant;
        this.twin = twin;
        this.portal = portal;
        this.out = out;
    }

    /**
     * Proposes a type from what was sent. A twin that has a type is left alone.
     *
     * @throws PlatformException when it does not come to what was wished for; that nothing can be proposed is only told
     */
    void propose(ReplayProgress sent, Wish wish) throws InterruptedException {
        if (sent.sent() == 0) {
            return;
        }
        PlatformApi api = as.apply("device-maker");
        Optional<JsonNode> read = whenKnown(api, sent.lastTs());
        String type = read.map(state -> state.required("type").asText()).orElse(TypeId.UNTYPED.value());
        if (!type.equals(TypeId.UNTYPED.value())) {
            out.printf("Type:        %s has the type %s, and is left as it is.%n", twin, type);
            return;
        }
        try {
            show(api.typeDraft(tenant, twin, wish.id(), from(sent), sent.lastTs() + 1), wish);
        } catch (PlatformException refused) {
            if (wish.isMoreThanToSee()) {
                throw refused;
            }
            out.println("Type:        none proposed. " + refused.getMessage());
        }
    }

    private void show(JsonNode proposal, Wish wish) {
        JsonNode document = proposal.required("document");
        String id = document.required("@id").asText();
        out.printf("%nA first type for %s, %s, as guessed from what was sent:%n%n", twin, id);
        DraftTable.lines(proposal).forEach(line -> out.println("  " + line));
        out.println();
        if (wish.file() != null) {
            write(document, wish.file());
            out.printf("Wrote it to %s.%n", wish.file());
        }
        if (wish.accepted()) {
            PlatformApi modeller = as.apply("modeller");
            modeller.putType(tenant, document);
            modeller.putTwin(tenant, twin, new TypeId(id));
            out.printf("Defined %s and gave it to %s: %s/twins/%s%n", id, twin, portal, twin);
        } else {
            out.printf("Look at it, change it, accept it: %s/twins/%s/type-draft%n", portal, twin);
            out.println("Or accept it as it is: the same call with --accept; to send the same again changes nothing.");
        }
    }

    private static void write(JsonNode document, Path file) {
        try {
            Files.writeString(
                    file, document.toPrettyString() + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new PlatformException("Cannot write the draft to " + file + ": " + e.getMessage(), e);
        }
    }

    /** Of a long replay the last part: a draft looks at no more. */
    private static long from(ReplayProgress sent) {
        double part = Math.min(1, Math.min((double) READINGS_MAX / sent.sent(), (double) VALUES_MAX / sent.values()));
        return sent.lastTs() - (long) Math.ceil(part * (sent.lastTs() - sent.firstTs()));
    }

    /** The twin once history has the last row, which it has shortly after that was acknowledged; or as it is after a while. */
    private Optional<JsonNode> whenKnown(PlatformApi api, long lastTs) throws InterruptedException {
        Instant end = Instant.now().plus(KNOWN_WITHIN);
        Optional<JsonNode> read = api.twin(tenant, twin);
        while (!isKnown(api, read, lastTs) && Instant.now().isBefore(end)) {
            Thread.sleep(ASKED_EVERY);
            read = api.twin(tenant, twin);
        }
        return read;
    }

    private boolean isKnown(PlatformApi api, Optional<JsonNode> read, long lastTs) {
        List<String> newest = read.map(state -> newest(state, lastTs)).orElse(List.of());
        return !newest.isEmpty() && api.hasHistory(tenant, twin, newest, lastTs);
    }

    /** Those first that were heard at this time. */
    private static List<String> newest(JsonNode state, long ts) {
        return state.required("properties")
                .propertyStream()
                .sorted(Comparator.comparing(property ->
                        property.getValue().path("measured").path("ts").asLong() != ts))
                .map(Map.Entry::getKey)
                .limit(PROPERTIES_MAX)
                .toList();
    }
}
