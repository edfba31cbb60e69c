package io.counterpart.tenants.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailTest {

    @Test
    void upperCaseIsTheSameAddress() {
        assertEquals(new Email("anna@acme.example"), new Email("Anna@ACME.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "anna", "@b.c", "a@", "a@b", "a b@c.d", "a@b..c", "a@b.c/x", "<a@b.c>", "a@b.c\n"})
    void whatIsNoAddressIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> new Email(text));
    }
}
