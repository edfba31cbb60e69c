package io.counterpart.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TwinId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwinsTest {

    private final Twins twins = new Twins();

    private int found(String name, String before, String after) {
        byte[] bytes = (before + name + after).getBytes(StandardCharsets.US_ASCII);
        return twins.find(bytes, before.length(), name.length());
    }

    /** Of every length that a name may have, and such as differ in one character, whichever. */
    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (int length = 1; length <= 64; length++) {
            String name = "a".repeat(length);
            names.add(name);
            for (int i = 0; i < length; i++) {
                names.add(name.substring(0, i) + "b" + name.substring(i + 1));
            }
        }
        return names;
    }

    @Test
    void everyTwinIsFoundByItsNameAndByNoOther() {
        List<String> names = names();
        names.forEach(name -> twins.add(new TwinId(name), GroupId.of(new TwinId(name))));

        for (int i = 0; i < names.size(); i++) {
            assertEquals(i, found(names.get(i), "", ""), names.get(i));
            assertEquals(i, found(names.get(i), "xyz", "aaaaaaaaaaaaaaaaaaaa"), names.get(i));
        }
        assertEquals(-1, found("c", "", ""));
        assertEquals(-1, found("a".repeat(63) + "c", "a", "a"));
        assertEquals(-1, found("a".repeat(65), "", ""));
    }
}
