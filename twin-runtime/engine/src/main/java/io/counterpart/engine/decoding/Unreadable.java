package io.counterpart.engine.decoding;

import io.counterpart.contracts.twin.RejectionReason;

/** Ends the decoding of a payload that cannot be taken apart; it does not leave the decoder. Without a stack trace: devices cause it. */
final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RejectionReason reason;
    private final String detail;

    Unreadable(RejectionReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
        this.detail = detail;
    }

    RejectionReason reason() {
        return reason;
    }

    String detail() {
        return detail;
    }
}
