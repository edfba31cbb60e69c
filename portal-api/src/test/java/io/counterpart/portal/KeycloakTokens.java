package io.counterpart.portal;

/** Tokens of people, as Keycloak would give them and as it would not. */
public final class KeycloakTokens {

    private KeycloakTokens() {}

    public static String valid(String person) {
        return KeycloakResource.tokenOf(person);
    }

    public static String expired(String person) {
        return KeycloakResource.expiredTokenOf(person);
    }

    public static String forged(String person) {
        return KeycloakResource.forgedTokenOf(person);
    }
}
