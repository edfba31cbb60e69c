package io.counterpart.replay;

import io.counterpart.platform.PlatformException;

/** The file cannot be replayed as it is; the message says where and why. */
final class BadCsv {

    private BadCsv() {}

    static PlatformException atLine(long line, String what) {
        return new PlatformException("Line " + line + ": " + what);
    }
}
