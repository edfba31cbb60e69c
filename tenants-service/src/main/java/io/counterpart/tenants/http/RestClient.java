package io.counterpart.tenants.http;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.Json;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Speaks JSON with another system's administration. An answer that was not expected is a failure, which names call and status alone. */
public final class RestClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final WebClient client;
    private final String root;
    private final Supplier<Uni<String>> token;

    /**
     * A client.
     *
     * @param root what all paths are appended to
     * @param token the bearer token of a call
     */
    public RestClient(WebClient client, String root, Supplier<Uni<String>> token) {
        this.client = client;
        this.root = root;
        this.token = token;
    }

    /** Makes a call whose answer has one of these statuses. */
    public Uni<HttpResponse<Buffer>> call(
            HttpMethod method, String path, @Nullable Object body, Set<Integer> expected) {
        return token.get().chain(bearer -> send(method, path, body, bearer)).invoke(answer -> {
            if (!expected.contains(answer.statusCode())) {
                throw new UnexpectedAnswer(method + " " + path, answer.statusCode());
            }
        });
    }

    private Uni<HttpResponse<Buffer>> send(HttpMethod method, String path, @Nullable Object body, String bearer) {
        var request = client.requestAbs(method, root + path)
                .timeout(TIMEOUT.toMillis())
                .bearerTokenAuthentication(bearer);
        return body == null
                ? request.send()
                : request.putHeader("Content-Type", "application/json").sendBuffer(Buffer.buffer(Json.encode(body)));
    }

    /** Another system answered what it should not have. */
    public static final class UnexpectedAnswer extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public UnexpectedAnswer(String call, int status) {
            super(call + " was answered " + status);
        }
    }
}
