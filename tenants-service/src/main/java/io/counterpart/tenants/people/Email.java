package io.counterpart.tenants.people;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An address by which a person is invited. Whether it works shows when it is written to.
 *
 * @param value up to 254 characters; upper and lower case are the same, and kept as the latter
 */
record Email(String value) {

    private static final Pattern ALLOWED =
            Pattern.compile("[a-z0-9.!#$&'*+=?^_`{|}~-]{1,64}@[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63}){1,6}");
    private static final int LENGTH_MAX = 254;

    Email {
        value = value.toLowerCase(Locale.ROOT);
        if (value.length() > LENGTH_MAX || !ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("not an e-mail address");
        }
    }
}
