package io.counterpart.contracts.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessDirectoryTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId GLOBEX = new TenantId("globex");
    private static final DeviceId RIG = new DeviceId("rig-1");

    private final SecureRandom random = new SecureRandom();
    private final AccessDirectory directory = new AccessDirectory();

    private void tell(AccessEvent event) {
        directory.apply(event.key(), AccessEvent.JSON.read(AccessEvent.JSON.write(event)));
    }

    private static AccessEvent tenant(TenantId tenant, AccessEvent.Status status) {
        return new AccessEvent.Tenant(tenant, tenant.value(), "small", status, 1, 0);
    }

    private static AccessEvent device(int generation, String... tokens) {
        TwinId twin = new TwinId("rig-1");
        return new AccessEvent.Device(
                ACME,
                RIG,
                twin,
                GroupId.of(twin),
                TypeId.UNTYPED,
                generation,
                List.of(tokens).stream().map(Secrets::hash).toList());
    }

    @Test
    void aTokenLetsItsDeviceInUntilItIsTakenBack() {
        String token = Secrets.newDeviceToken(random);
        tell(tenant(ACME, AccessEvent.Status.ACTIVE));
        tell(device(1, token));
        assertEquals(Optional.of(RIG), directory.deviceByToken(token).map(AccessEvent.Device::device));

        tell(device(2));

        assertEquals(Optional.empty(), directory.deviceByToken(token));
        assertEquals(2, directory.device(ACME, RIG).orElseThrow().generation());
    }

    @Test
    void aKeptTokenSurvivesARotationOfItsNeighbour() {
        String kept = Secrets.newDeviceToken(random);
        String dropped = Secrets.newDeviceToken(random);
        tell(tenant(ACME, AccessEvent.Status.ACTIVE));
        tell(device(1, kept, dropped));

        tell(device(2, kept));

        assertTrue(directory.deviceByToken(kept).isPresent());
        assertTrue(directory.deviceByToken(dropped).isEmpty());
    }

    @Test
    void noDeviceOfASuspendedOrUnknownTenantComesIn() {
        String token = Secrets.newDeviceToken(random);
        tell(device(1, token));
        assertTrue(directory.deviceByToken(token).isEmpty());

        tell(tenant(ACME, AccessEvent.Status.SUSPENDED));

        assertTrue(directory.deviceByToken(token).isEmpty());
    }

    @Test
    void aPersonNeedsBothTheOrganizationAndTheMembership() {
        tell(tenant(ACME, AccessEvent.Status.ACTIVE));
        tell(tenant(GLOBEX, AccessEvent.Status.ACTIVE));
        tell(new AccessEvent.Member(ACME, "s1", "a@b.example", Set.of(Role.OPERATOR)));

        assertEquals(
                new Decision.Granted(ACME, Set.of(Role.OPERATOR)),
                directory.person("s1", List.of("acme"), Set.of(), null));
        assertInstanceOf(Decision.NotAMember.class, directory.person("s1", List.of("globex"), Set.of(), null));
        assertInstanceOf(Decision.NotAMember.class, directory.person("s1", List.of("acme"), Set.of(), GLOBEX));
        assertInstanceOf(Decision.NotAMember.class, directory.person("s2", List.of("acme"), Set.of(), null));
    }

    @Test
    void aPersonOfSeveralTenantsMustNameOne() {
        tell(tenant(ACME, AccessEvent.Status.ACTIVE));
        tell(tenant(GLOBEX, AccessEvent.Status.ACTIVE));
        tell(new AccessEvent.Member(ACME, "s1", "a@b.example", Set.of(Role.OPERATOR)));
        tell(new AccessEvent.Member(GLOBEX, "s1", "a@b.example", Set.of(Role.OWNER)));
        List<String> both = List.of("acme", "globex");

        assertEquals(new Decision.TenantRequired(Set.of(ACME, GLOBEX)), directory.person("s1", both, Set.of(), null));
        assertEquals(new Decision.Granted(GLOBEX, Set.of(Role.OWNER)), directory.person("s1", both, Set.of(), GLOBEX));
    }

    @Test
    void aPlatformRoleIsNeverTakenFromAMembership() {
        tell(tenant(ACME, AccessEvent.Status.ACTIVE));
        tell(new AccessEvent.Member(ACME, "s1", "a@b.example", Set.of(Role.PLATFORM_ADMIN)));

        assertInstanceOf(Decision.NotAMember.class, directory.person("s1", List.of("acme"), Set.of(), null));
    }

    @Test
    void aSuspendedTenantsPeopleAreToldSoAndThePlatformsPeopleComeIn() {
        tell(tenant(ACME, AccessEvent.Status.SUSPENDED));
        tell(new AccessEvent.Member(ACME, "s1", "a@b.example", Set.of(Role.OWNER)));

        assertEquals(new Decision.Suspended(ACME), directory.person("s1", List.of("acme"), Set.of(), null));
        assertInstanceOf(Decision.Granted.class, directory.person("p", List.of(), Set.of(Role.PLATFORM_ADMIN), ACME));
    }

    @Test
    void aKeyIsGoodOnlyWhole() {
        String key = Secrets.newApiKey(ACME, "abc123", random);
        tell(tenant(ACME, AccessEvent.Status.ACTIVE));
        tell(new AccessEvent.ApiKey(ACME, "abc123", "scada", Secrets.hash(key), Set.of(Role.VIEWER)));
        String forged = key.substring(0, key.length() - 1) + (key.endsWith("0") ? "1" : "0");

        assertEquals(new Decision.Granted(ACME, Set.of(Role.VIEWER)), directory.program(key));
        assertInstanceOf(Decision.NotAMember.class, directory.program(forged));
        assertInstanceOf(Decision.NotAMember.class, directory.program(key.replace("ck_acme_", "ck_globex_")));
        assertInstanceOf(Decision.NotAMember.class, directory.program("ck_"));
    }

    @Test
    void aListenerHearsWhatWasAndWhatIs() {
        List<AccessDirectory.Change> heard = new ArrayList<>();
        directory.onChange(heard::add);
        tell(device(1, "t"));

        directory.apply(AccessEvent.Device.key(ACME, RIG), null);

        assertEquals(device(1, "t"), heard.getLast().before());
        assertEquals(null, heard.getLast().after());
        assertTrue(directory.deviceByToken("t").isEmpty());
    }
}
