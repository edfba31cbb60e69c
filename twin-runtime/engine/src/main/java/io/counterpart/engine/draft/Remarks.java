package io.counterpart.engine.draft;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.engine.draft.Draft.Confidence;
import io.counterpart.engine.draft.Draft.Remark;
import io.counterpart.engine.draft.Draft.Subject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects remarks. */
final class Remarks {

    private final List<Remark> all = new ArrayList<>();

    List<Remark> all() {
        return all;
    }

    void add(@Nullable PropertyName property, Subject subject, String guess, String reason, Confidence confidence) {
        all.add(new Remark(property, subject, guess, reason, confidence));
    }

    /** Remarks of one property. */
    OfProperty of(PropertyName property) {
        return (subject, guess, reason, confidence) -> add(property, subject, guess, reason, confidence);
    }

    /** Takes the remarks of one property. */
    interface OfProperty {
        void add(Subject subject, String guess, String reason, Confidence confidence);
    }
}
