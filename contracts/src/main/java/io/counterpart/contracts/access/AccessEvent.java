package io.counterpart.contracts.access;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.json.ContractJson;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A fact of the {@code access} topic: what stands under its key now. A message without a payload under a key says that the
 * thing is gone. No secret stands here: of keys and tokens the SHA-256 alone.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "access")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AccessEvent.Tenant.class, name = "tenant"),
    @JsonSubTypes.Type(value = AccessEvent.Member.class, name = "member"),
    @JsonSubTypes.Type(value = AccessEvent.ApiKey.class, name = "api-key"),
    @JsonSubTypes.Type(value = AccessEvent.Device.class, name = "device"),
})
public sealed interface AccessEvent {

    /** Bytes on {@code access}. */
    ContractJson<AccessEvent> JSON = ContractJson.of(AccessEvent.class);

    /** Whose it is. */
    TenantId tenant();

    /** The message's key: compaction keeps the newest of each. */
    @JsonIgnore
    String key();

    /**
     * A tenant that is provisioned: its topics are there.
     *
     * @param tenant its id
     * @param name what people call it
     * @param plan what it pays for
     * @param status whether it may do anything at all
     * @param partitions how many partitions its {@code inputs} has
     * @param epoch of its positions: raised when its partitions are laid anew
     */
    record Tenant(TenantId tenant, String name, String plan, Status status, int partitions, int epoch)
            implements AccessEvent {

        public static String key(TenantId tenant) {
            return "tenant/" + tenant;
        }

        @Override
        @JsonIgnore
        public String key() {
            return key(tenant);
        }
    }

    /** Whether a tenant's people, programs and devices are let in. */
    enum Status {
        ACTIVE,
        SUSPENDED;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A person in a tenant.
     *
     * @param tenant the tenant
     * @param subject who it is, as Keycloak numbers people
     * @param email the address it was invited by
     * @param roles what it is there; never one of the platform's
     */
    record Member(TenantId tenant, String subject, String email, Set<Role> roles) implements AccessEvent {

        public static String key(TenantId tenant, String subject) {
            return "member/" + tenant + "/" + subject;
        }

        @Override
        @JsonIgnore
        public String key() {
            return key(tenant, subject);
        }
    }

    /**
     * A program in a tenant.
     *
     * @param tenant the tenant
     * @param id the key's visible part
     * @param name what it is for
     * @param hash of the whole key, see {@link Secrets#hash}
     * @param roles what it is there
     */
    record ApiKey(TenantId tenant, String id, String name, String hash, Set<Role> roles) implements AccessEvent {

        public static String key(TenantId tenant, String id) {
            return "api-key/" + tenant + "/" + id;
        }

        @Override
        @JsonIgnore
        public String key() {
            return key(tenant, id);
        }
    }

    /**
     * A device, and the twin it speaks for.
     *
     * @param tenant the tenant
     * @param device its id
     * @param twin the twin its readings are of
     * @param group that twin's group, which decides their partition
     * @param type the type that the twin is created with where it does not exist
     * @param generation grows with every change of binding or credentials: a session of an older one is ended
     * @param tokens the hashes of the tokens that let it in, see {@link Secrets#hash}
     */
    record Device(
            TenantId tenant,
            DeviceId device,
            TwinId twin,
            GroupId group,
            TypeId type,
            int generation,
            List<String> tokens)
            implements AccessEvent {

        public Device {
            tokens = List.copyOf(tokens);
        }

        public static String key(TenantId tenant, DeviceId device) {
            return "device/" + tenant + "/" + device;
        }

        @Override
        @JsonIgnore
        public String key() {
            return key(tenant, device);
        }
    }
}
