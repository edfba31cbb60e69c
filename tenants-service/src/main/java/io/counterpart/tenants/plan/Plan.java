package io.counterpart.tenants.plan;

import com.fasterxml.jackson.annotation.JsonValue;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.tenants.http.ProblemException;
import java.util.Locale;

/** What a tenant may have. Partitions are laid when the tenant is made and stay as they are when the plan changes later. */
public enum Plan {
    SMALL(1, 100, 10, 10),
    STANDARD(4, 10_000, 100, 100),
    LARGE(16, 100_000, 1_000, 1_000);

    /** How many credentials a device may have, whatever the plan: enough to change one for another, twice over. */
    public static final int CREDENTIALS_PER_DEVICE = 4;

    private final int partitions;
    private final int devices;
    private final int members;
    private final int apiKeys;

    Plan(int partitions, int devices, int members, int apiKeys) {
        this.partitions = partitions;
        this.devices = devices;
        this.members = members;
        this.apiKeys = apiKeys;
    }

    /**
     * The plan of this name.
     *
     * @throws ProblemException bad request, when there is none
     */
    public static Plan named(String name) {
        for (Plan plan : values()) {
            if (plan.word().equals(name)) {
                return plan;
            }
        }
        throw ProblemException.of(ProblemType.BAD_REQUEST, "There is no such plan; GET /plans lists them.");
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Over how many partitions a new tenant's inputs are spread. */
    public int partitions() {
        return partitions;
    }

    public int devices() {
        return devices;
    }

    public int members() {
        return members;
    }

    public int apiKeys() {
        return apiKeys;
    }

    /** Refuses one more than the plan allows. */
    public static void requireRoom(String quota, long used, long limit) {
        if (used >= limit) {
            throw ProblemException.quota(quota, limit);
        }
    }
}
