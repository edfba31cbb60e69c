package io.counterpart.engine.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A pump rig in normal operation (SKAB, anomaly-free: 9,405 readings, one a second, some seconds missing), judged by what its
 * builder could have declared.
 */
class RealDataTest {

    private static final Path FILE =
            Path.of(System.getProperty("counterpart.data", "absent"), "skab", "anomaly-free", "anomaly-free.csv");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /** A value a second, and ten without one are a gap. */
    private static Declaration everySecond() {
        return new Declaration().every(1_000L, 10_000L);
    }

    private static Stream<Arguments> signals() {
        return Stream.of(
                // Vibration in g, RMS over a second. A smooth pump is far below 1 g; half a g from one second to
                // the next is a knock. The values have six digits: ten equal ones are a dead sensor.
                Arguments.of(
                        "Accelerometer1RMS",
                        everySecond().range(0.0, 2.0).rate(0.5).stuck(10).spike(0.5)),
                Arguments.of(
                        "Accelerometer2RMS",
                        everySecond().range(0.0, 2.0).rate(0.5).stuck(10).spike(0.5)),
                // A motor of some 2.4 A on a 10 A line. It may come or go within two seconds, so less than half of
                // the line is no spike.
                Arguments.of(
                        "Current",
                        everySecond().range(0.0, 10.0).rate(5).stuck(10).spike(5)),
                // A loop that stands at some 0.1 bar above the room, and a converter with steps of 0.33 bar that
                // wavers by up to four of them, so it may show 1 bar less than the vacuum. It shows the same step
                // for many seconds: only two minutes of it are suspicious.
                Arguments.of(
                        "Pressure",
                        everySecond().range(-2.0, 6.0).rate(3).stuck(120).spike(3)),
                // The motor's body in degrees Celsius, insulation class B (130). It is kilograms of metal: what
                // changes by more than 2 in a second is not its temperature.
                Arguments.of(
                        "Temperature",
                        everySecond().range(0.0, 130.0).rate(2).stuck(10).spike(5)),
                // Liquid water at the pressure of the room. The motor's power warms litres of it by hundredths of
                // a degree a second.
                Arguments.of(
                        "Thermocouple",
                        everySecond().range(0.0, 100.0).rate(0.5).stuck(30).spike(1)),
                // Mains of 230 V: EN 50160 lets it be 15 % lower and 10 % higher, and the meter's noise has 5 %
                // more each way. A change of that whole range in a second is one of the mains, a smaller one may
                // be the meter's.
                Arguments.of(
                        "Voltage",
                        everySecond().range(184.0, 264.5).rate(80).stuck(10).spike(80)),
                // Litres a minute of a pump that brings some 125. A column of water does not lose a tenth of its
                // speed in a second. The meter counts thirds of a litre: the same count is suspicious after a
                // minute, and not before.
                Arguments.of(
                        "Volume Flow RateRMS",
                        everySecond().range(0.0, 200.0).rate(12.5).stuck(60).spike(12.5)));
    }

    @ParameterizedTest
    @MethodSource("signals")
    void normalOperationRaisesNothing(String column, Declaration declaration) throws IOException {
        assumeTrue(Files.exists(FILE), "skipped: ../shared/data/skab is not present");
        List<String> lines = Files.readAllLines(FILE);
        int number = List.of(lines.getFirst().split(";", -1)).indexOf(column);
        SignalQuality signal = declaration.signal();

        List<String> found = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(";", -1);
            long ts = LocalDateTime.parse(fields[0], TIME)
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli();
            signal.judge(ts, Double.parseDouble(fields[number]), ts, Double.NaN);
            Finding.of(signal.raised()).forEach(finding -> found.add(fields[0] + " " + signal.explain(finding, null)));
        }

        assertEquals(9_405, lines.size() - 1);
        assertEquals(List.of(), found);
    }
}
