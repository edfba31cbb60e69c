package io.counterpart.bench;

import io.counterpart.bench.load.LoadCount;
import io.counterpart.bench.load.ReadingTemplate;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the platform kept its promise: what it acknowledged is stored, once and in order, and the state is the newest of it.
 *
 * @param devices that were looked at
 * @param acknowledged readings that the devices were told are safe
 * @param stored readings in history; those sent and never acknowledged may be among them
 * @param missing acknowledged and not stored
 * @param twice stored more than once
 * @param disordered stored at a time that is not their place among the device's others
 * @param invented stored and never sent
 * @param staleStates twins whose state is not the newest stored reading
 * @param examples a few devices with what is wrong, for whoever looks for the cause
 */
public record DeliveryAudit(
        long devices,
        long acknowledged,
        long stored,
        long missing,
        long twice,
        long disordered,
        long invented,
        long staleStates,
        List<String> examples) {

    private static final int EXAMPLES = 10;

    public DeliveryAudit {
        examples = List.copyOf(examples);
    }

    /** Holds what the load was told against what the platform shows. */
    public static DeliveryAudit of(List<LoadCount> told, StoredReadings shown) {
        DeliveryAudit sum = new DeliveryAudit(0, 0, 0, 0, 0, 0, 0, 0, List.of());
        for (LoadCount count : told) {
            sum = sum.plus(ofDevice(count, shown));
        }
        return sum;
    }

    private static DeliveryAudit ofDevice(LoadCount told, StoredReadings shown) {
        String device = told.username().substring(told.username().indexOf('/') + 1);
        long[] sequences = shown.sequences(device);
        int sent = Math.toIntExact(told.sent());
        int[] times = new int[sent];
        long invented = 0;
        long disordered = 0;
        long newest = 0;
        for (long sequence : sequences) {
            long number = sequence - ReadingTemplate.FIRST_SEQUENCE;
            if (number < 0 || number >= sent) {
                invented++;
            } else {
                times[(int) number]++;
                disordered += sequence < newest ? 1 : 0;
                newest = Math.max(newest, sequence);
            }
        }
        long missing = 0;
        long twice = 0;
        for (int i = 0; i < sent; i++) {
            missing += i < told.acknowledged() && times[i] == 0 ? 1 : 0;
            twice += times[i] > 1 ? 1 : 0;
        }
        long stale = shown.newest(device) == newest ? 0 : 1;
        boolean sound = missing + twice + disordered + invented + stale == 0;
        String example = "%s: %d acknowledged, %d stored, %d missing, %d twice, %d disordered, %d invented%s"
                .formatted(
                        device,
                        told.acknowledged(),
                        sequences.length,
                        missing,
                        twice,
                        disordered,
                        invented,
                        stale == 0 ? "" : ", state stale");
        return new DeliveryAudit(
                1,
                told.acknowledged(),
                sequences.length,
                missing,
                twice,
                disordered,
                invented,
                stale,
                sound ? List.of() : List.of(example));
    }

    private DeliveryAudit plus(DeliveryAudit other) {
        List<String> all = new ArrayList<>(examples);
        all.addAll(other.examples);
        return new DeliveryAudit(
                devices + other.devices,
                acknowledged + other.acknowledged,
                stored + other.stored,
                missing + other.missing,
                twice + other.twice,
                disordered + other.disordered,
                invented + other.invented,
                staleStates + other.staleStates,
                all.subList(0, Math.min(EXAMPLES, all.size())));
    }

    /** Whether every promise was kept. */
    public boolean kept() {
        return missing + twice + disordered + invented + staleStates == 0;
    }
}
