package io.counterpart.engine.draft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.draft.Draft.Subject;
import io.counterpart.engine.draft.DraftFrom.Observed;
import io.counterpart.engine.draft.DraftFrom.Reading;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Drafts from what real devices recorded while nothing was wrong. */
class RealDevicesTest {

    /** Where a recording is, and how it is read: {@code replay} names columns likewise. */
    enum Recording {
        /** A pump rig in normal operation (SKAB): 9,405 readings, one a second. */
        PUMP("skab/anomaly-free/anomaly-free.csv", ";", 1, "yyyy-MM-dd HH:mm:ss"),
        /** A solar house (SML2010): 2,764 readings, one in 15 minutes. */
        HOUSE("sml2010/NEW-DATA-1.T15.txt", " ", 2, "dd/MM/yyyy HH:mm"),
        /** A transformer (ETTh1): the first 10,000 of 17,420 readings, one an hour. */
        TRANSFORMER("ett/ETTh1.csv.gz", ",", 1, "yyyy-MM-dd HH:mm:ss");

        private final String file;
        private final String separator;
        private final int timeColumns;
        private final DateTimeFormatter time;

        Recording(String file, String separator, int timeColumns, String time) {
            this.file = file;
            this.separator = separator;
            this.timeColumns = timeColumns;
            this.time = DateTimeFormatter.ofPattern(time);
        }

        List<Observed> read() throws IOException {
            Path path =
                    Path.of(System.getProperty("counterpart.data", "absent")).resolve(file);
            assumeTrue(Files.exists(path), "skipped: ../shared/data/" + file + " is not present");
            List<String[]> lines;
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                    file.endsWith(".gz") ? new GZIPInputStream(Files.newInputStream(path)) : Files.newInputStream(path),
                    StandardCharsets.UTF_8))) {
                lines = reader.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .limit(DraftFrom.READINGS_MAX + 1L)
                        .map(line -> line.split(separator, -1))
                        .toList();
            }
            List<Observed> columns = new ArrayList<>();
            for (int i = timeColumns; i < lines.getFirst().length; i++) {
                columns.add(column(lines, i));
            }
            return columns;
        }

        private Observed column(List<String[]> lines, int number) {
            String header = lines.getFirst()[number].replaceFirst("^[0-9]+:", "");
            return new Observed(
                    new PropertyName(header.replaceAll("[^A-Za-z0-9_]", "_")),
                    ValueSchema.DOUBLE,
                    null,
                    lines.stream()
                            .skip(1)
                            .map(fields -> new Reading(
                                    LocalDateTime.parse(
                                                    timeColumns == 1 ? fields[0] : fields[0] + " " + fields[1], time)
                                            .toInstant(ZoneOffset.UTC)
                                            .toEpochMilli(),
                                    new Value.Numeric(Double.parseDouble(fields[number]))))
                            .toList());
        }
    }

    private static Draft draft(List<Observed> properties) {
        return TypeDrafter.draft(new DraftFrom(Drafts.ID, properties));
    }

    private static List<Observed> part(List<Observed> all, UnaryOperator<List<Reading>> part) {
        return all.stream()
                .map(one -> new Observed(one.name(), one.schema(), one.unit(), part.apply(one.readings())))
                .toList();
    }

    private static List<String> findings(Draft draft, List<Observed> properties) {
        return properties.stream()
                .flatMap(one -> Drafts.findings(draft, one.name().value(), one).stream())
                .toList();
    }

    private static Map<String, String> quantities(Draft draft) {
        Map<String, String> quantities = new TreeMap<>();
        draft.document().path("contents").forEach(content -> {
            String name = content.path("name").asText();
            quantities.put(name, Drafts.quantity(draft, name));
        });
        quantities.values().removeIf(String::isEmpty);
        return quantities;
    }

    @ParameterizedTest
    @EnumSource(Recording.class)
    void nothingIsFoundInWhatTheRulesAreFrom(Recording recording) throws IOException {
        List<Observed> all = recording.read();
        Draft draft = draft(all);
        assertEquals(all.size(), Drafts.parsed(draft).contents().size());
        assertEquals(List.of(), findings(draft, all));
    }

    /** Of 37,624, 30,404 and 35,000 values one is found, of the pump's vibration. */
    @ParameterizedTest
    @EnumSource(Recording.class)
    void hardlyAnythingIsFoundInWhatCameAfterwards(Recording recording) throws IOException {
        List<Observed> all = recording.read();
        Draft draft = draft(part(all, readings -> readings.subList(0, readings.size() / 2)));
        List<String> found =
                findings(draft, part(all, readings -> readings.subList(readings.size() / 2, readings.size())));
        assertTrue(found.size() <= (recording == Recording.PUMP ? 1 : 0), found::toString);
    }

    /** Of a rig whose columns name no units. Vibration is in g, current in ampere, pressure in bar, flow in litres a minute: nobody can know. */
    @Test
    void aPumpsUnitsAreThoseThatNamesAndValuesTell() throws IOException {
        Draft draft = draft(Recording.PUMP.read());
        assertEquals(Map.of("Thermocouple", "Temperature degreeCelsius", "Voltage", "Voltage volt"), quantities(draft));
        assertTrue(Drafts.remark(draft, "Temperature", Subject.QUANTITY)
                .reason()
                .contains("degreeCelsius, degreeFahrenheit (then they are around 31.86 degreeCelsius)"));
        assertTrue(Drafts.remark(draft, "Volume_Flow_RateRMS", Subject.QUANTITY)
                .reason()
                .startsWith("Its name tells of VolumeFlowRate"));
    }

    @Test
    void aHousesUnitsAreThoseThatNamesAndValuesTell() throws IOException {
        Draft draft = draft(Recording.HOUSE.read());
        assertEquals(
                new TreeMap<>(Map.of(
                        "Temperature_Comedor_Sensor", "Temperature degreeCelsius",
                        "Temperature_Habitacion_Sensor", "Temperature degreeCelsius",
                        "Temperature_Exterior_Sensor", "Temperature degreeCelsius",
                        "Weather_Temperature", "Temperature degreeCelsius",
                        "CO2_Comedor_Sensor", "Concentration partsPerMillion",
                        "CO2_Habitacion_Sensor", "Concentration partsPerMillion",
                        "Humedad_Comedor_Sensor", "RelativeHumidity percent",
                        "Humedad_Habitacion_Sensor", "RelativeHumidity percent",
                        "Humedad_Exterior_Sensor", "RelativeHumidity percent",
                        "Meteo_Exterior_Piranometro", "Irradiance wattPerSquareMetre")),
                quantities(draft));
    }

    @Test
    void twoRoomsOfAHouseMoveTogether() throws IOException {
        Draft draft = draft(Recording.HOUSE.read());
        assertEquals(
                List.of("Temperature_Habitacion_Sensor could be compared with Temperature_Comedor_Sensor"),
                draft.remarks().stream()
                        .filter(remark -> remark.subject() == Subject.REFERENCE)
                        .map(remark -> remark.property() + " " + remark.guess())
                        .toList());
    }

    @Test
    void aTransformersColumnsTellNoUnits() throws IOException {
        assertEquals(Map.of(), quantities(draft(Recording.TRANSFORMER.read())));
    }
}
