package io.counterpart.contracts.json;

/** Bytes on a topic that are not what that topic's contract says: to be set aside with their reason, never skipped in silence. */
public final class MalformedContract extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedContract(String message) {
        super(message);
    }

    public MalformedContract(String message, Throwable cause) {
        super(message, cause);
    }
}
