package io.counterpart.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file as payloads, one after the other. Empty cells are left out: nothing was measured there. */
final class CsvRows implements Closeable {
    private final JsonFactory json = new JsonFactory();
    private final ByteArrayOutputStream payload = new ByteArrayOutputStream(512);
    private final CsvReader csv;
    private final CsvLayout layout;

    /** Begins behind the header. */
    CsvRows(CsvReader csv, CsvLayout layout) throws IOException {
        this.csv = csv;
        this.layout = layout;
        csv.read();
    }

    /** The next row that measured anything, null at the end. */
    @Nullable CsvRow next() throws IOException {
        for (List<String> fields = csv.read(); fields != null; fields = csv.read()) {
            if (fields.size() != layout.headers().size()) {
                throw BadCsv.atLine(
                        csv.line(),
                        "%d fields where the header has %d."
                                .formatted(fields.size(), layout.headers().size()));
            }
            CsvRow row = row(fields);
            if (row.values() > 0) {
                return row;
            }
        }
        return null;
    }

    private CsvRow row(List<String> fields) throws IOException {
        String time = fields.get(layout.timeColumn()).strip();
        OptionalLong ts = layout.timeFormat().millis(time);
        if (ts.isEmpty()) {
            throw BadCsv.atLine(
                    csv.line(),
                    "'%s' is not a time (%s)."
                            .formatted(time, layout.timeFormat().words()));
        }
        payload.reset();
        int values = 0;
        try (JsonGenerator writer = json.createGenerator(payload)) {
            writer.writeStartObject();
            writer.writeNumberField("ts", ts.getAsLong());
            writer.writeObjectFieldStart("values");
            for (int i = 0; i < fields.size(); i++) {
                String cell = fields.get(i).strip();
                if (i != layout.timeColumn() && !cell.isEmpty()) {
                    writer.writeFieldName(layout.properties().get(i));
                    Cell.write(cell, writer);
                    values++;
                }
            }
            writer.writeEndObject();
            writer.writeEndObject();
        }
        return new CsvRow(csv.line(), ts.getAsLong(), values, payload.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
