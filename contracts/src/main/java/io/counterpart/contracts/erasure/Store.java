package io.counterpart.contracts.erasure;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/**
 * Everywhere that something of a tenant is kept. An erasure ends when every one of them is empty of it: whoever keeps something new
 * adds it here, and answers for it. The words stand in receipts, for ever.
 */
public enum Store {
    /** What stands on the topic {@code access}. */
    ACCESS("access"),
    /** The tenant's topics. */
    PULSAR("pulsar"),
    /** Its organization; the people of it keep their login. */
    KEYCLOAK("keycloak"),
    /** Its rows in the schema {@code tenants}. */
    TENANTS("postgresql"),
    /** Its rows in the schema {@code portal}, and its types on the topic {@code definitions}. */
    PORTAL("portal"),
    /** Its history. */
    QUESTDB("questdb"),
    /** The kept states of its twins, in object storage. */
    CHECKPOINTS("checkpoints");

    private final String word;

    Store(String word) {
        this.word = word;
    }

    /** As it stands in receipts and messages. */
    @JsonValue
    public String word() {
        return word;
    }

    /** The store of this word; none for a word of a newer version. */
    public static Optional<Store> named(String word) {
        return Arrays.stream(values()).filter(store -> store.word.equals(word)).findFirst();
    }

    @JsonCreator
    static Store fromJson(String word) {
        return named(word).orElseThrow(() -> new IllegalArgumentException("unknown store '" + word + "'"));
    }
}
