package io.counterpart.portal.twin;

import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.portal.database.TenantSession;
import io.counterpart.portal.twin.KnownTypes.Attempt;
import io.counterpart.portal.twin.RelationshipRows.Filter;
import io.counterpart.portal.twin.RelationshipRows.Kind;
import io.counterpart.portal.type.TwinTypes;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a twin can get another type: its relationships, those that lead to it among them, must be ones that the types allow. */
final class Retyping {

    private static final int NAMED_MAX = 10;
    private static final int PAGE = 500;

    private final TenantSession session;
    private final TwinTypes types;
    private final KnownTypes known;
    private final TwinId twin;
    private final TypeId wanted;

    Retyping(TenantSession session, TwinTypes types, KnownTypes known, TwinId twin, TypeId wanted) {
        this.session = session;
        this.types = types;
        this.known = known;
        this.twin = twin;
        this.wanted = wanted;
    }

    /** Why not, as a sentence; empty where it can. */
    Uni<Attempt<Optional<String>>> obstacle() {
        return RelationshipRows.outgoingKinds(session, twin)
                .chain(outgoing -> RelationshipRows.incomingKinds(session, twin).chain(incoming -> {
                    Set<TypeId> needed = others(incoming);
                    needed.add(wanted);
                    Set<TypeId> lacking = known.lacking(needed);
                    return lacking.isEmpty()
                            ? obstacle(outgoing, incoming).<Attempt<Optional<String>>>map(Attempt.Done::new)
                            : Uni.createFrom().item(new Attempt.Lacking<Optional<String>>(lacking));
                }));
    }

    private static Set<TypeId> others(List<Kind> kinds) {
        return kinds.stream().map(Kind::other).collect(Collectors.toCollection(HashSet::new));
    }

    private Uni<Optional<String>> obstacle(List<Kind> outgoing, List<Kind> incoming) {
        Set<TypeId> inherit = others(outgoing);
        inherit.add(wanted);
        return types.ancestors(session, inherit).chain(ancestors -> {
            List<String> refused = new ArrayList<>();
            outgoingRefusals(outgoing, ancestors, refused);
            incomingRefusals(incoming, ancestors.getOrDefault(wanted, Set.of()), refused);
            return refused.isEmpty()
                    ? propertyRefusal("", "")
                    : Uni.createFrom().item(Optional.of(sentence(refused)));
        });
    }

    private RelationshipRules rules() {
        return known.rules(wanted).orElseThrow(() -> new IllegalStateException(wanted + " is not defined"));
    }

    private void outgoingRefusals(List<Kind> outgoing, Map<TypeId, Set<TypeId>> ancestors, List<String> refused) {
        Map<String, Long> counts = new HashMap<>();
        for (Kind kind : outgoing) {
            Optional<RelationshipRules.Rule> rule = rules().of(kind.name());
            if (rule.isEmpty()) {
                refused.add(named(kind, "to"));
            } else if (!rule.get().leadsTo(kind.other(), ancestors.getOrDefault(kind.other(), Set.of()))
                    && !rule.get().leadsToAVersionOf(kind.other())) {
                refused.add(named(kind, "to"));
            } else if (counts.merge(kind.name(), kind.count(), Long::sum)
                    > rule.get().most()) {
                refused.add("more than " + rule.get().most() + " of '" + kind.name() + "'");
            }
        }
    }

    /** A relationship whose source has no type any more that says anything of it is left alone. */
    private void incomingRefusals(List<Kind> incoming, Set<TypeId> ancestors, List<String> refused) {
        incoming.stream()
                .filter(kind -> known.rules(kind.other())
                        .flatMap(rules -> rules.of(kind.name()))
                        .filter(rule -> !rule.leadsTo(wanted, ancestors) && !rule.leadsToAVersionOf(wanted))
                        .isPresent())
                .forEach(kind -> refused.add(named(kind, "from")));
    }

    private static String named(Kind kind, String direction) {
        return "'" + kind.name() + "' " + direction + " " + kind.example()
                + (kind.count() == 1 ? "" : " and " + (kind.count() - 1) + " more");
    }

    private String sentence(List<String> refused) {
        List<String> shown = refused.subList(0, Math.min(NAMED_MAX, refused.size()));
        return "The twin has relationships that cannot be with the type " + wanted + ": " + String.join(", ", shown)
                + (refused.size() > NAMED_MAX ? ", …" : "") + ". Remove them first.";
    }

    /** Of all that lead from the twin, the first whose properties the other type does not allow. */
    private Uni<Optional<String>> propertyRefusal(String afterName, String afterTwin) {
        return RelationshipRows.outgoing(session, new Filter(twin, "", afterName, afterTwin), PAGE)
                .chain(page -> {
                    for (Relationship relationship : page) {
                        Optional<String> refusal = rules().of(relationship.name())
                                .flatMap(rule -> rule.refusal(relationship.properties()))
                                .map(why -> "The relationship '" + relationship.name() + "' to "
                                        + relationship.target() + " cannot be with the type " + wanted + ": " + why
                                        + " Change or remove it first.");
                        if (refusal.isPresent()) {
                            return Uni.createFrom().item(refusal);
                        }
                    }
                    return page.size() < PAGE
                            ? Uni.createFrom().item(Optional.empty())
                            : propertyRefusal(
                                    page.getLast().name(),
                                    page.getLast().target().value());
                });
    }
}
