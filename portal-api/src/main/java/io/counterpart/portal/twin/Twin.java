package io.counterpart.portal.twin;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.portal.live.TwinView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A twin as defined.
 *
 * @param id the twin
 * @param type its type
 * @param group its group
 * @param device the device that is bound to it
 * @param name what people call it
 * @param etag of this definition; null for a twin that only the log knows
 */
record Twin(
        TwinId id,
        TypeId type,
        GroupId group,
        @Nullable DeviceId device,
        String name,
        @Nullable String etag) {

    static Twin of(TwinEntity entity) {
        return new Twin(
                new TwinId(entity.id),
                new TypeId(entity.type),
                new GroupId(entity.group),
                entity.device == null ? null : new DeviceId(entity.device),
                entity.name,
                '"' + Long.toString(entity.revision) + '"');
    }

    /** A twin that its device made, and nobody has defined yet. */
    static Twin of(TwinState state) {
        return new Twin(
                state.twin(),
                state.type(),
                state.group(),
                state.device(),
                state.twin().value(),
                null);
    }

    Input.TwinDefined definition() {
        return new Input.TwinDefined(id, group, type, device);
    }

    /** The twin with what the log has told of it. */
    TwinView view(Optional<TwinState> state) {
        return state.map(TwinView::of)
                .map(view -> view.defined(type, name, device))
                .orElseGet(() -> TwinView.unheard(id, type, name, group, device));
    }
}
