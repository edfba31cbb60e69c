package io.counterpart.engine.fold;

import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.EntryKind;
import io.counterpart.contracts.input.FrameReader;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.json.MalformedContract;
import java.util.LinkedHashSet;
import java.util.Set;

/** Which types a frame names: their definitions must be at hand before it is folded. */
public final class NamedTypes {

    private final FrameReader reader = new FrameReader();

    /** The types, without the one of untyped twins; mostly none. A frame that cannot be read names those before its damage. */
    public Set<TypeId> in(byte[] frame) {
        Set<TypeId> types = Set.of();
        try {
            reader.of(frame);
            while (reader.next()) {
                if (reader.kind() == EntryKind.TWIN_DEFINED
                        && reader.input() instanceof Input.TwinDefined defined
                        && !defined.type().equals(TypeId.UNTYPED)) {
                    types = types.isEmpty() ? new LinkedHashSet<>() : types;
                    types.add(defined.type());
                }
            }
        } catch (MalformedContract e) {
            // The fold comes to the same end, and says so.
            return types;
        }
        return types;
    }
}
