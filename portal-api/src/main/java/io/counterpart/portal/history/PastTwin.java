package io.counterpart.portal.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.portal.live.TwinView;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A twin as it was known at an instant: what had been told of it by then, and nothing that came later.
 *
 * @param id the twin
 * @param type the type that it had
 * @param knownAt the instant, epoch milliseconds
 * @param properties by name, those that had a value
 * @param notShown properties that the type of then had in another unit or form than that of today, or that it has no more: their values
 *     are kept, and shown again when the twin has a type with them
 */
public record PastTwin(
        TwinId id,
        TypeId type,
        long knownAt,
        SortedMap<PropertyName, Property> properties,
        List<PropertyName> notShown) {

    /**
     * A property as it was known.
     *
     * @param unit a DTDL unit name
     * @param schema what its values were
     * @param measured its newest measured value that was known
     * @param filtered what its filter had made of it, absent where it had none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Property(
            @Nullable String unit,
            ValueSchema schema,
            TwinView.Measured measured,
            TwinView.@Nullable Filtered filtered) {}
}
