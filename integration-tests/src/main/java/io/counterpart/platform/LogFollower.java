package io.counterpart.platform;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Reads a growing log line by line; a line still being written waits for its end. */
final class LogFollower implements AutoCloseable {
    private static final int BYTES_MAX = 65_536;

    private final RandomAccessFile file;

    LogFollower(Path log) {
        try {
            file = new RandomAccessFile(log.toFile(), "r");
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException("There is no log " + log, e);
        }
    }

    /** The whole lines that have come since the last call. */
    List<String> next() {
        try {
            long from = file.getFilePointer();
            if (file.length() < from) {
                // A new run began the log anew.
                from = 0;
                file.seek(0);
            }
            byte[] bytes = new byte[(int) Math.min(BYTES_MAX, file.length() - from)];
            file.readFully(bytes);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            if (end == 0 && bytes.length == BYTES_MAX) {
                end = bytes.length;
            }
            file.seek(from + end);
            return new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the log", e);
        }
    }

    /** Leaves out what is older than the last so many bytes. */
    void skipToLast(int bytes) {
        try {
            file.seek(Math.max(0, file.length() - bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the log", e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the log", e);
        }
    }
}
