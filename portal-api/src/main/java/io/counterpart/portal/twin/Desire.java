package io.counterpart.portal.twin;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.twin.Value;
import io.counterpart.portal.live.TwinView;
import io.counterpart.portal.problem.ApiProblem;
import io.counterpart.portal.twin.WishRules.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What somebody wants of a twin, as its type lets him.
 *
 * @param desired what properties shall be, in their units
 * @param withdrawn of which nothing is wanted any more
 */
record Desire(SortedMap<PropertyName, Verdict.Accepted> desired, List<PropertyName> withdrawn) {

    static final Desire NONE = new Desire(new TreeMap<>(), List.of());

    /** What the patch comes to by these rules; fails with a problem that names all that cannot be. */
    static Desire of(TwinPatch patch, WishRules rules) {
        SortedMap<PropertyName, Verdict.Accepted> desired = new TreeMap<>();
        List<PropertyName> withdrawn = new ArrayList<>();
        SortedMap<PropertyName, String> refused = new TreeMap<>();
        for (Map.Entry<PropertyName, Optional<TwinPatch.Wanted>> wish :
                patch.desired().entrySet()) {
            PropertyName name = wish.getKey();
            if (wish.getValue().isEmpty()) {
                withdrawn.add(name);
                rules.obstacleToWithdrawing(name).ifPresent(why -> refused.put(name, why));
            } else {
                switch (rules.on(name, wish.getValue().get())) {
                    case Verdict.Accepted accepted -> desired.put(name, accepted);
                    case Verdict.Refused(String why) -> refused.put(name, why);
                }
            }
        }
        if (!refused.isEmpty()) {
            throw problem(refused);
        }
        return new Desire(desired, withdrawn);
    }

    private static ApiProblem problem(SortedMap<PropertyName, String> refused) {
        String more = refused.size() == 1 ? "" : " And " + (refused.size() - 1) + " more, see 'errors'.";
        return new ApiProblem(
                ProblemType.INVALID_DESIRED,
                refused.firstEntry().getValue() + more,
                Map.of(
                        "errors",
                        refused.entrySet().stream()
                                .map(fault -> Map.of("property", fault.getKey().value(), "detail", fault.getValue()))
                                .toList()));
    }

    boolean isEmpty() {
        return desired.isEmpty() && withdrawn.isEmpty();
    }

    /** How many wishes the twin has with it, when it had those of these properties before. */
    int with(Iterable<PropertyName> before) {
        int all = desired.size();
        for (PropertyName name : before) {
            all += desired.containsKey(name) || withdrawn.contains(name) ? 0 : 1;
        }
        return all;
    }

    /** The twin with it, before the log tells it. */
    TwinView over(TwinView twin) {
        Map<PropertyName, TwinView.Property> wanted = new TreeMap<>();
        desired.forEach((name, accepted) ->
                wanted.put(name, TwinView.Property.unheard(accepted.schema(), accepted.unit(), accepted.value())));
        return twin.desiring(wanted, withdrawn);
    }

    /** @param revision of the twin's definition by which it is so */
    Input.PropertiesDesired input(TwinId twin, long revision) {
        SortedMap<PropertyName, Value> values = new TreeMap<>();
        desired.forEach((name, accepted) -> values.put(name, accepted.value()));
        return new Input.PropertiesDesired(twin, revision, values, withdrawn);
    }
}
