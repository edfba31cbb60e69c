package io.counterpart.portal.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.portal.PostgresConnections;
import io.counterpart.portal.Surrounded;
import io.counterpart.portal.World;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** What a large graph costs, with bounds that only another order of magnitude breaks. */
@Surrounded
class GraphCostComponentTest {

    private static final Logger LOG = Logger.getLogger(GraphCostComponentTest.class);
    private static final int TWINS = 100_000;
    private static final int RELATIONSHIPS = 200_000;

    private final World world;
    private final GraphIndexes graphs;

    @Inject
    GraphCostComponentTest(World world, GraphIndexes graphs) {
        this.world = world;
        this.graphs = graphs;
    }

    private static void execute(TenantId tenant, String... statements) throws SQLException {
        try (Connection superuser = PostgresConnections.superuser();
                Statement statement = superuser.createStatement()) {
            superuser.setAutoCommit(false);
            statement.execute("select set_config('app.tenant', '" + tenant + "', true)");
            for (String sql : statements) {
                statement.execute(sql);
            }
            superuser.commit();
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private GraphView graph(TenantId tenant) {
        return graphs.of(tenant, null).await().atMost(Duration.ofSeconds(60));
    }

    @Test
    void aLargeGraphIsLoadedInSecondsAndBroughtUpToDateInMilliseconds() throws SQLException {
        // Given: versions as the triggers write them, a third of the relationships with properties.
        TenantId tenant = world.newTenant();
        execute(
                tenant,
                "insert into portal.graph (revision, known_at, written_by) values (1, 1, '0')",
                "insert into portal.twin_version (id, revision, known_at, type, in_group, name, removed) "
                        + "select 'twin-' || i, 1, 1, 'dtmi:com:example:Type' || i % 50 || ';1', 'g', 'Twin number ' || i, false "
                        + "from generate_series(1, " + TWINS + ") i",
                "insert into portal.relationship_version (source, name, target, revision, known_at, properties, removed) "
                        + "select 'twin-' || 1 + i % " + TWINS + ", 'name' || i % 7, 'twin-' || 1 + (i * 31) % " + TWINS
                        + ", 1, 1, case i % 3 when 0 then json_build_object('share', i / 7.0, 'note', 'n' || i) else '{}' end, false "
                        + "from generate_series(1, " + RELATIONSHIPS + ") i",
                "analyze portal.twin_version",
                "analyze portal.relationship_version");
        graph(world.newTenant());

        // When
        long before = used();
        long began = System.nanoTime();
        GraphView loaded = graph(tenant);
        long loadMs = (System.nanoTime() - began) / 1_000_000;
        long bytes = used() - before;

        // Then
        assertEquals(TWINS, loaded.all().length);
        long links = 0;
        for (int twin : loaded.all()) {
            links += loaded.outgoing(twin, null, (to, name, properties) -> {});
        }
        assertEquals(RELATIONSHIPS, links);

        // When: one change after the other.
        long[] deltas = new long[50];
        for (int i = 0; i < deltas.length; i++) {
            long revision = 2L + i;
            execute(
                    tenant,
                    "update portal.graph set revision = " + revision,
                    "insert into portal.twin_version (id, revision, known_at, type, in_group, name, removed) values ('new-"
                            + i + "', " + revision + ", 2, 'dtmi:com:example:Type1;1', 'g', 'n', false)",
                    "insert into portal.relationship_version (source, name, target, revision, known_at, properties, removed) "
                            + "values ('new-" + i + "', 'name1', 'twin-1', " + revision + ", 2, '{}', false)");
            began = System.nanoTime();
            GraphView changed = graph(tenant);
            deltas[i] = System.nanoTime() - began;
            assertEquals(revision, changed.revision());
            assertEquals(1, changed.outgoing(changed.find("new-" + i), null, (to, name, properties) -> {}));
        }
        Arrays.sort(deltas);
        long deltaUs = deltas[deltas.length / 2] / 1_000;
        began = System.nanoTime();
        int ofModel = graph(tenant).ofModel(new TypeId("dtmi:com:example:Type1;1"), false).length;
        long ofModelUs = (System.nanoTime() - began) / 1_000;

        // When: everything is looked at.
        for (int i = 1; i <= TWINS; i++) {
            world.pressure(tenant, "twin-" + i, i, 1);
        }
        GraphView whole = graph(tenant);
        long firstMs = sumMs(whole);
        long againMs = sumMs(whole);

        LOG.infof(
                "graph of %d twins and %d relationships: load=%dms heap=%dMB change=%dus type=%dus values=%dms again=%dms",
                TWINS, RELATIONSHIPS, loadMs, bytes >> 20, deltaUs, ofModelUs, firstMs, againMs);
        assertEquals(TWINS / 50 + deltas.length, ofModel);
        assertTrue(loadMs < 20_000, loadMs + " ms to load");
        assertTrue(bytes < 150L << 20, (bytes >> 20) + " MB");
        assertTrue(deltaUs < 100_000, deltaUs + " µs for a change");
        assertTrue(againMs < 2_000, againMs + " ms to look at all values again");
    }

    private static long sumMs(GraphView graph) {
        long began = System.nanoTime();
        double sum = 0;
        for (int i = 1; i <= TWINS; i++) {
            sum += (Double) Objects.requireNonNull(graph.value(graph.find("twin-" + i), "pressure"));
        }
        assertEquals(TWINS * (TWINS + 1L) / 2.0, sum);
        return (System.nanoTime() - began) / 1_000_000;
    }
}
