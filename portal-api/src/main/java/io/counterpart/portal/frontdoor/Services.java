package io.counterpart.portal.frontdoor;

import io.counterpart.contracts.route.ApiRoute;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;

/** Calls the services behind the front door. */
@Singleton
final class Services {

    private final ServicesConfig config;
    private final HttpClient client;

    Services(Vertx vertx, ServicesConfig config) {
        this.config = config;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()))
                .setMaxPoolSize(config.connectionsMax())
                .setMaxWaitQueueSize(config.waitingMax()));
    }

    HttpClient client() {
        return client;
    }

    /** A request to this service; the path begins with a slash. */
    RequestOptions request(ApiRoute.Service service, HttpMethod method, String pathAndQuery) {
        URI url = url(service);
        boolean tls = "https".equals(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        return new RequestOptions()
                .setMethod(method)
                .setSsl(tls)
                .setHost(url.getHost())
                .setPort(port)
                .setURI(pathAndQuery)
                .setIdleTimeout(config.answerTimeout().toMillis());
    }

    private URI url(ApiRoute.Service service) {
        return switch (service) {
            case TENANTS -> config.tenantsUrl();
            case INGEST -> config.ingestUrl();
        };
    }

    @PreDestroy
    void stop() {
        client.close();
    }
}
