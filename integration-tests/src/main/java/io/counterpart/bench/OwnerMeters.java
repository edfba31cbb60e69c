package io.counterpart.bench;

import io.counterpart.platform.PlatformException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What one twin-runtime counts of its own doings. */
final class OwnerMeters {
    private static final String LOST = "counterpart_ownership_lost_total ";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI metrics;

    OwnerMeters(String address) {
        metrics = URI.create(address + "/q/metrics");
    }

    /** How many partitions it has had to give up since it started. */
    double lost() {
        HttpRequest request = HttpRequest.newBuilder(metrics).timeout(PATIENCE).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith(LOST))
                    .mapToDouble(line -> Double.parseDouble(line.substring(LOST.length())))
                    .findFirst()
                    .orElseThrow(() -> new PlatformException(metrics + " says nothing of partitions lost."));
        } catch (IOException e) {
            throw new PlatformException(metrics + " did not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("Interrupted while reading " + metrics, e);
        }
    }
}
