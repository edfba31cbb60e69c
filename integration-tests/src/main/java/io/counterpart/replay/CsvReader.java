package io.counterpart.replay;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CSV file record by record, quoted as RFC 4180 says: {@code "a ""b"" c"}, separators and line breaks inside quotes too.
 * Files may be larger than memory; a record may not.
 */
final class CsvReader implements Closeable {
    static final int LONGEST_RECORD = 1 << 20;

    private static final int END = -1;
    private static final int NOT_READ = -2;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Reader input;
    private final char separator;
    private final StringBuilder field = new StringBuilder();
    private int peeked = NOT_READ;
    private long line;
    private long recordLine;
    private int recordLength;

    CsvReader(Reader input, char separator) throws IOException {
        this.input = input;
        this.separator = separator;
        if (peek() == BYTE_ORDER_MARK) {
            next();
        }
        recordLength = 0;
    }

    /** The line that the record read last began on, from 1. */
    long line() {
        return recordLine;
    }

    /** The next record, null at the end. Empty lines are no records. */
    @Nullable List<String> read() throws IOException {
        skipEmptyLines();
        if (peek() == END) {
            return null;
        }
        recordLine = line + 1;
        recordLength = 0;
        List<String> fields = new ArrayList<>();
        do {
            fields.add(peek() == '"' ? quoted() : plain());
        } while (endsField());
        return fields;
    }

    private void skipEmptyLines() throws IOException {
        while (peek() == '\n' || peek() == '\r') {
            lineBreak();
        }
    }

    private String plain() throws IOException {
        field.setLength(0);
        while (peek() != separator && peek() != '\n' && peek() != '\r' && peek() != END) {
            field.append((char) next());
        }
        return field.toString();
    }

    private String quoted() throws IOException {
        field.setLength(0);
        next();
        while (true) {
            int c = next();
            if (c == END) {
                throw BadCsv.atLine(recordLine, "a quoted field begins here and does not end.");
            }
            if (c == '"') {
                if (peek() != '"') {
                    return field.toString();
                }
                next();
            } else if (c == '\n') {
                line++;
            }
            field.append((char) c);
        }
    }

    /** Whether another field of this record follows. */
    private boolean endsField() throws IOException {
        if (peek() == separator) {
            next();
            return true;
        }
        if (peek() == END) {
            return false;
        }
        if (peek() == '\n' || peek() == '\r') {
            lineBreak();
            return false;
        }
        throw BadCsv.atLine(line + 1, "text follows a quoted field.");
    }

    private void lineBreak() throws IOException {
        if (next() == '\r' && peek() == '\n') {
            next();
        }
        line++;
    }

    private int peek() throws IOException {
        if (peeked == NOT_READ) {
            peeked = input.read();
        }
        return peeked;
    }

    private int next() throws IOException {
        int c = peek();
        peeked = NOT_READ;
        if (++recordLength > LONGEST_RECORD) {
            throw BadCsv.atLine(recordLine, "a record of more than " + LONGEST_RECORD + " characters.");
        }
        return c;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
