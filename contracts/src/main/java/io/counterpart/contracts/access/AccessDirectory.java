package io.counterpart.contracts.access;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TenantId;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who may what, folded from the {@code access} topic: every service keeps one and decides from it alone. Reads may come from any
 * thread; events are applied by one thread, in the topic's order.
 */
public final class AccessDirectory {

    private final Map<String, AccessEvent> byKey = new ConcurrentHashMap<>();
    private final Map<String, AccessEvent.Device> deviceByTokenHash = new ConcurrentHashMap<>();
    private final Map<String, Map<TenantId, AccessEvent.Member>> membershipsBySubject = new ConcurrentHashMap<>();
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

    /**
     * What an event changed.
     *
     * @param key what it is about
     * @param before what stood there, null for nothing
     * @param after what stands there now, null for nothing
     */
    public record Change(
            String key,
            @Nullable AccessEvent before,
            @Nullable AccessEvent after) {}

    /** Hears of every change after it was made, on the applying thread. */
    public void onChange(Consumer<Change> listener) {
        listeners.add(listener);
    }

    /** Takes one message of the topic: its key, and what it holds, null for nothing. */
    public void apply(String key, @Nullable AccessEvent event) {
        AccessEvent before = event == null ? byKey.remove(key) : byKey.put(key, event);
        index(before, event);
        Change change = new Change(key, before, event);
        for (Consumer<Change> listener : listeners) {
            listener.accept(change);
        }
    }

    private void index(@Nullable AccessEvent before, @Nullable AccessEvent after) {
        if (after instanceof AccessEvent.Device device) {
            device.tokens().forEach(hash -> deviceByTokenHash.put(hash, device));
        }
        if (before instanceof AccessEvent.Device device) {
            List<String> kept = after instanceof AccessEvent.Device now ? now.tokens() : List.of();
            device.tokens().stream().filter(hash -> !kept.contains(hash)).forEach(deviceByTokenHash::remove);
        }
        if (after instanceof AccessEvent.Member member) {
            membershipsBySubject
                    .computeIfAbsent(member.subject(), subject -> new ConcurrentHashMap<>())
                    .put(member.tenant(), member);
        } else if (before instanceof AccessEvent.Member member) {
            membershipsBySubject.computeIfPresent(member.subject(), (subject, memberships) -> {
                memberships.remove(member.tenant());
                return memberships.isEmpty() ? null : memberships;
            });
        }
    }

    /** What stands under this key of the topic. */
    public Optional<AccessEvent> fact(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** The tenant, where it exists. */
    public Optional<AccessEvent.Tenant> tenant(TenantId tenant) {
        return Optional.ofNullable((AccessEvent.Tenant) byKey.get(AccessEvent.Tenant.key(tenant)));
    }

    /** The device, where it exists. */
    public Optional<AccessEvent.Device> device(TenantId tenant, DeviceId device) {
        return Optional.ofNullable((AccessEvent.Device) byKey.get(AccessEvent.Device.key(tenant, device)));
    }

    /** Every tenant, in no order. */
    public List<AccessEvent.Tenant> tenants() {
        return all(AccessEvent.Tenant.class);
    }

    /** Every device of every tenant, in no order. */
    public List<AccessEvent.Device> devices() {
        return all(AccessEvent.Device.class);
    }

    private <E extends AccessEvent> List<E> all(Class<E> kind) {
        return byKey.values().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The device that this token lets in: it exists, and its tenant exists and is active. */
    public Optional<AccessEvent.Device> deviceByToken(String token) {
        return Optional.ofNullable(deviceByTokenHash.get(Secrets.hash(token)))
                .filter(device -> isActive(device.tenant()));
    }

    private boolean isActive(TenantId tenant) {
        return tenant(tenant)
                .filter(t -> t.status() == AccessEvent.Status.ACTIVE)
                .isPresent();
    }

    /**
     * Decides on a person: the token's organizations and our memberships must agree.
     *
     * @param subject who it is
     * @param organizations which tenants' organizations the token names
     * @param platformRoles which of the platform's own roles the token carries
     * @param requested the tenant that the request names, null for none
     */
    public Decision person(
            String subject, Collection<String> organizations, Set<Role> platformRoles, @Nullable TenantId requested) {
        Map<TenantId, AccessEvent.Member> memberships = membershipsBySubject.getOrDefault(subject, Map.of());
        Set<TenantId> tenants = new TreeSet<>();
        for (TenantId tenant : memberships.keySet()) {
            if (organizations.contains(tenant.value()) && tenant(tenant).isPresent()) {
                tenants.add(tenant);
            }
        }
        if (requested == null && !platformRoles.isEmpty()) {
            return new Decision.OfPlatform(platformRoles);
        }
        if (requested == null && tenants.size() > 1) {
            return new Decision.TenantRequired(Collections.unmodifiableSet(tenants));
        }
        TenantId tenant =
                requested != null ? requested : tenants.stream().findFirst().orElse(null);
        AccessEvent.Member member = tenant != null && tenants.contains(tenant) ? memberships.get(tenant) : null;
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        if (member != null) {
            roles.addAll(member.roles());
            roles.removeIf(Role::ofPlatform);
        }
        if (tenant != null && tenant(tenant).isPresent()) {
            roles.addAll(platformRoles);
        }
        if (tenant == null || roles.isEmpty()) {
            return new Decision.NotAMember();
        }
        return granted(tenant, roles);
    }

    /** Decides on a program by its API key. */
    public Decision program(String apiKey) {
        return Secrets.claimOf(apiKey)
                .map(claim -> (AccessEvent.ApiKey) byKey.get(AccessEvent.ApiKey.key(claim.tenant(), claim.id())))
                .filter(key -> Secrets.matches(apiKey, key.hash()))
                .map(key -> granted(key.tenant(), key.roles()))
                .orElseGet(Decision.NotAMember::new);
    }

    private Decision granted(TenantId tenant, Set<Role> roles) {
        boolean platforms = roles.stream().anyMatch(Role::ofPlatform);
        return isActive(tenant) || platforms
                ? new Decision.Granted(tenant, Collections.unmodifiableSet(roles))
                : new Decision.Suspended(tenant);
    }
}
