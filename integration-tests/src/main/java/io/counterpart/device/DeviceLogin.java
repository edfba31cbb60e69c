package io.counterpart.device;

/**
 * What a device logs in with.
 *
 * @param username {@code {tenant}/{device}}
 * @param password its token, a secret
 */
public record DeviceLogin(String username, String password) {

    /** Without the secret: this may come into a log. */
    @Override
    public String toString() {
        return "DeviceLogin[" + username + "]";
    }
}
