package io.counterpart.portal.draft;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a first type is called where nobody says: {@code dtmi:north_water:Rig1;1} for the twin {@code rig-1} of {@code north-water}. */
final class FirstTypeId {

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[_-]+");

    private FirstTypeId() {}

    static TypeId of(TenantId tenant, TwinId twin) {
        return new TypeId("dtmi:" + tenant.value().replace('-', '_') + ":" + name(twin) + ";1");
    }

    /** DTDL's names begin with a letter and do not end in {@code _}; a twin's may, and may have no letter at all. */
    private static String name(TwinId twin) {
        String name = Arrays.stream(BETWEEN_WORDS.split(twin.value()))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "Twin" + name : name;
    }
}
