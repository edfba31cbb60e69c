package io.counterpart.ingest.mqtt;

import io.counterpart.contracts.access.AccessDirectory;
import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.ingest.access.DeviceIdentity;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sessions of this process by device, over all event loops: a client id that comes again takes over, a device has few of
 * them, and a change of what it may do ends them.
 */
final class Sessions {

    private record Key(TenantId tenant, DeviceId device) {

        static Key of(DeviceIdentity identity) {
            return new Key(identity.tenant(), identity.device());
        }
    }

    private final int perDeviceMax;

    /** By client id below the device; the inner maps are touched only while the outer one computes their key. */
    private final Map<Key, Map<String, DeviceSession>> sessions = new ConcurrentHashMap<>();

    Sessions(int perDeviceMax) {
        this.perDeviceMax = perDeviceMax;
    }

    /** Adds a session, ending the one with its client id; false, and not added, when its device has too many. */
    boolean add(DeviceSession session) {
        Map<String, DeviceSession> now = sessions.compute(Key.of(session.identity()), (key, known) -> {
            Map<String, DeviceSession> all = known == null ? new HashMap<>(2) : known;
            if (all.size() < perDeviceMax || all.containsKey(session.clientId())) {
                DeviceSession before = all.put(session.clientId(), session);
                if (before != null) {
                    before.endSoon(Ending.TAKEN_OVER);
                }
            }
            return all;
        });
        return now.get(session.clientId()) == session;
    }

    /** Removes this session, if it is still there. */
    void remove(DeviceSession session) {
        sessions.computeIfPresent(Key.of(session.identity()), (key, all) -> {
            all.remove(session.clientId(), session);
            return all.isEmpty() ? null : all;
        });
    }

    /** Ends the sessions that a change of the directory concerns. */
    void onChange(AccessDirectory.Change change) {
        AccessEvent now = change.after();
        AccessEvent subject = now == null ? change.before() : now;
        switch (subject) {
            case AccessEvent.Device device ->
                endUnless(
                        new Key(device.tenant(), device.device()),
                        identity -> now instanceof AccessEvent.Device after && identity.agreesWith(after));
            case AccessEvent.Tenant tenant ->
                sessions.keySet().stream()
                        .filter(key -> key.tenant().equals(tenant.tenant()))
                        .forEach(key -> endUnless(
                                key,
                                identity -> now instanceof AccessEvent.Tenant after && identity.agreesWith(after)));
            case AccessEvent.Member member -> {}
            case AccessEvent.ApiKey key -> {}
            case null -> {}
        }
    }

    private void endUnless(Key key, java.util.function.Predicate<DeviceIdentity> holds) {
        sessions.computeIfPresent(key, (same, all) -> {
            for (DeviceSession session : all.values()) {
                if (!holds.test(session.identity())) {
                    session.endSoon(Ending.REVOKED);
                }
            }
            return all;
        });
    }
}
