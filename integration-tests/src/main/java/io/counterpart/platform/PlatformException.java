package io.counterpart.platform;

/** Something the person at the keyboard can act on: its message is printed as it stands, without a stack trace. */
public final class PlatformException extends RuntimeException {
    private final String message;

    public PlatformException(String message) {
        super(message);
        this.message = message;
    }

    public PlatformException(String message, Throwable cause) {
        super(message, cause);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
