package io.counterpart.replay;

import io.counterpart.platform.PlatformException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A CSV file on disk: UTF-8, of any size. */
record ReplayFile(Path path) {

    /** How it is laid out; what is given need not be found out. */
    CsvLayout layout(@Nullable Character separator, @Nullable String timeColumn) {
        try (BufferedReader reader = open()) {
            char[] sample = new char[CsvDetection.SAMPLE_CHARACTERS];
            int length = 0;
            int read = 0;
            while (length < sample.length && read >= 0) {
                read = reader.read(sample, length, sample.length - length);
                length += Math.max(0, read);
            }
            return CsvDetection.layout(new String(sample, 0, length), read < 0, separator, timeColumn);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    CsvRows rows(CsvLayout layout) throws IOException {
        return new CsvRows(new CsvReader(open(), layout.separator()), layout);
    }

    private BufferedReader open() throws IOException {
        return Files.newBufferedReader(path, StandardCharsets.UTF_8);
    }

    PlatformException unreadable(IOException e) {
        if (e instanceof NoSuchFileException) {
            return new PlatformException("There is no file " + path + ".", e);
        }
        if (e instanceof CharacterCodingException) {
            return new PlatformException(path + " is not UTF-8 text.", e);
        }
        return new PlatformException("Cannot read " + path + ": " + e.getMessage(), e);
    }
}
