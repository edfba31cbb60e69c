package io.counterpart.bench.engine;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.engine.fold.PartitionFold;
import io.counterpart.engine.output.HistoryRow;
import io.counterpart.engine.output.HistorySink;
import io.counterpart.engine.state.Layout;
import io.counterpart.engine.state.Property;
import io.counterpart.engine.state.Twin;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What history says when nobody asks for an earlier knowledge: of each twin, time and slot the newest. Two histories say the same where
 * they differ in what means nothing: a quality of 100 need not be told, a value that is none has no filtered one, and a filter's output
 * holds until another one is told.
 */
final class CurrentHistory implements HistorySink {
    private static final double FULL_QUALITY = 100;
    private static final double BELIEVED_MIN = 50;

    private final Map<String, Map<Long, double[]>> twins = new TreeMap<>();

    @Override
    public void row(TenantId tenant, HistoryRow row) {
        if (row.numbers() == 0) {
            return;
        }
        Map<Long, double[]> rows = twins.computeIfAbsent(row.twin().value(), name -> new TreeMap<>());
        double[] cells = rows.getOrDefault(row.ts(), new double[0]);
        for (int i = 0; i < row.numbers(); i++) {
            int slot = row.numberSlot(i);
            if (slot >= cells.length) {
                int before = cells.length;
                cells = Arrays.copyOf(cells, slot + 1);
                Arrays.fill(cells, before, cells.length, Double.NaN);
            }
            cells[slot] = row.number(i);
        }
        rows.put(row.ts(), cells);
    }

    String hash(PartitionFold fold) {
        Sha256 hash = new Sha256();
        twins.forEach((name, rows) -> {
            Twin twin = Objects.requireNonNull(fold.find(new TwinId(name)));
            hash.add(name);
            add(twin.layout(), rows, hash);
        });
        return hash.hex();
    }

    private static void add(Layout layout, Map<Long, double[]> rows, Sha256 hash) {
        double[] filtered = new double[layout.size()];
        Arrays.fill(filtered, Double.NaN);
        rows.forEach((ts, cells) -> {
            for (int i = 0; i < layout.size(); i++) {
                Property property = layout.property(i);
                double quality = cell(cells, property.qualitySlot());
                boolean isNone = property.isComputed() && quality == 0;
                if (!isNone) {
                    add(ts, property.slot(), cell(cells, property.slot()), hash);
                }
                if (quality < FULL_QUALITY) {
                    add(ts, property.qualitySlot(), quality, hash);
                }
                double output = cell(cells, property.filteredSlot());
                boolean isDisbelieved = quality < BELIEVED_MIN;
                if (!isDisbelieved && !Double.isNaN(output) && output != filtered[i]) {
                    filtered[i] = output;
                    add(ts, property.filteredSlot(), output, hash);
                }
            }
        });
    }

    private static double cell(double[] cells, int slot) {
        return slot >= 0 && slot < cells.length ? cells[slot] : Double.NaN;
    }

    private static void add(long ts, int slot, double value, Sha256 hash) {
        if (!Double.isNaN(value)) {
            hash.add(ts);
            hash.add(slot);
            hash.add(value);
        }
    }
}
