package io.counterpart.contracts.twin;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.json.ContractJson;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is wanted of a twin, all of it, as its devices are told: on the compacted topic {@code desired}, newest by twin. Of a twin of which
 * nothing is wanted nothing stands there.
 *
 * @param tenant whose twin
 * @param twin the twin
 * @param position of the input that made it so, see {@code Position}
 * @param knownAt of that input, epoch milliseconds
 * @param values by property, in the units and on the scales in which its devices speak
 */
public record TwinDesired(
        TenantId tenant, TwinId twin, long position, long knownAt, SortedMap<PropertyName, Value> values) {

    /** Bytes on {@code desired}. */
    public static final ContractJson<TwinDesired> JSON = ContractJson.of(TwinDesired.class);

    public TwinDesired {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** The key on {@code desired}. */
    public static String key(TenantId tenant, TwinId twin) {
        return keyPrefix(tenant) + twin;
    }

    /** With what the keys of all the tenant's twins begin. */
    public static String keyPrefix(TenantId tenant) {
        return tenant + "/";
    }
}
