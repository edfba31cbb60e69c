package io.counterpart.portal.twin;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.engine.dtdl.Compatibility;
import io.counterpart.engine.dtdl.Interface;
import io.counterpart.portal.problem.ApiProblem;
import io.counterpart.portal.type.Interfaces;
import io.counterpart.portal.type.TypeLanguage;
import io.counterpart.portal.type.TypePath;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What differs between versions of types. */
@Singleton
public class TypeChanges {

    private final TypeLanguage language;
    private final Interfaces interfaces;

    TypeChanges(TypeLanguage language, Interfaces interfaces) {
        this.language = language;
        this.interfaces = interfaces;
    }

    /**
     * A difference.
     *
     * @param name of what changed, a component's contents after its name and a dot; empty for the type itself
     * @param verdict how bad it is
     * @param what a sentence
     */
    public record Change(String name, String verdict, String what) {}

    /** Between two types that are defined. */
    Uni<Compatibility> between(TenantId tenant, TypeId older, TypeId newer) {
        if (older.equals(newer)) {
            throw new ApiProblem(ProblemType.BAD_REQUEST, "'to' must be another version.");
        }
        return interfaces.of(tenant, Set.of(older, newer)).map(found -> {
            Interface from = found.get(older);
            Interface to = found.get(newer);
            if (from == null) {
                throw TypePath.unknown();
            }
            if (to == null) {
                throw new ApiProblem(
                        ProblemType.BAD_REQUEST, "'to': there is no version " + newer + ". Define it first.");
            }
            return Compatibility.between(from, to);
        });
    }

    /** Between a type that is defined and another as it would be. */
    Uni<Compatibility> between(TenantId tenant, TypeId older, JsonNode newer) {
        return interfaces.of(tenant, Set.of(older)).chain(found -> {
            Interface from = found.get(older);
            if (from == null) {
                throw TypePath.unknown();
            }
            return language.read(tenant, newer).map(to -> Compatibility.between(from, to));
        });
    }

    static List<Change> told(Compatibility compatibility) {
        return compatibility.changes().stream()
                .map(change -> new Change(change.name(), word(change.verdict()), change.what()))
                .toList();
    }

    static String word(Compatibility.Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
