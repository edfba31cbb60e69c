package io.counterpart.bench;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether every payload that was acknowledged and cannot be used is told of, and counted as often as it is told of.
 *
 * @param acknowledged payloads that the device was told are safe
 * @param told rejections of the device; more than acknowledged, where it did not hear and sent again
 * @param missing acknowledged and not told of
 * @param counted as rejected, in the twin's state
 */
public record RefusalAudit(long acknowledged, long told, long missing, long counted) {

    static RefusalAudit of(Collection<Integer> acknowledged, List<String> toldTexts, long counted) {
        Set<String> distinct = new HashSet<>(toldTexts);
        long missing = acknowledged.stream()
                .filter(number -> !distinct.contains(ClumsyDevice.payload(number)))
                .count();
        return new RefusalAudit(acknowledged.size(), toldTexts.size(), missing, counted);
    }

    boolean kept() {
        return acknowledged > 0 && missing == 0 && told == counted;
    }
}
