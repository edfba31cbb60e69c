package io.counterpart.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterpart.demo.plant.PumpingStation;
import io.counterpart.demo.plant.StrokeTest;
import io.counterpart.device.DeviceCommand;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** A valve's firmware, as far as it takes commands: it tests its stroke, one test after the other, and each command once. */
final class StrokeTests {

    static final String COMMAND = "strokeTest";

    private static final int TRAVEL_MIN = 5;
    private static final int TRAVEL_MAX = 30;
    private static final int REMEMBERED = 100;
    private static final String NOT_ANSWERED_YET = "";
    private static final JsonMapper JSON = new JsonMapper();

    private final String valve;
    private final PumpingStation station;
    private final InstantSource clock;
    private final BiConsumer<String, String> answers;

    /** What each command was answered, for one that comes again. */
    private final Map<String, String> answered = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    private String running = "";

    /** @param answers takes a command's id and what is answered to it */
    StrokeTests(String valve, PumpingStation station, InstantSource clock, BiConsumer<String, String> answers) {
        this.valve = valve;
        this.station = station;
        this.clock = clock;
        this.answers = answers;
    }

    void take(DeviceCommand command) {
        String before = answered.putIfAbsent(command.id(), NOT_ANSWERED_YET);
        if (before == null) {
            begin(command);
        } else if (!before.equals(NOT_ANSWERED_YET)) {
            answers.accept(command.id(), before);
        }
    }

    private void begin(DeviceCommand command) {
        JsonNode wanted;
        try {
            wanted = JSON.readTree(command.payload());
        } catch (JsonProcessingException e) {
            refuse(command, 400, "not JSON");
            return;
        }
        double travel = wanted.path("payload").path("travel").asDouble(Double.NaN);
        if (wanted.path("expiresAt").asLong() <= clock.millis()) {
            refuse(command, 408, "it came too late");
        } else if (!wanted.path("name").asText().equals(COMMAND)) {
            refuse(command, 404, "a valve can do strokeTest only");
        } else if (!(travel >= TRAVEL_MIN && travel <= TRAVEL_MAX)) {
            refuse(command, 400, "travel is " + TRAVEL_MIN + " to " + TRAVEL_MAX + " %");
        } else if (!station.beginStrokeTest(valve, travel)) {
            refuse(command, 409, "another test is going on");
        } else {
            running = command.id();
        }
    }

    /** Some time has gone by: a test may be over. */
    void look() {
        StrokeTest.Result result = station.takeStrokeTest(valve);
        if (result != null) {
            ObjectNode payload = JsonNodeFactory.instance
                    .objectNode()
                    .put("seconds", Math.round(result.seconds() * 10) / 10.0)
                    .put("reached", Math.round(result.reachedPercent() * 10) / 10.0);
            answer(running, 200, payload);
        }
    }

    private void refuse(DeviceCommand command, int status, String why) {
        answer(command.id(), status, JsonNodeFactory.instance.objectNode().put("why", why));
    }

    private void answer(String id, int status, JsonNode payload) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("status", status);
        answer.set("payload", payload);
        answered.put(id, answer.toString());
        answers.accept(id, answer.toString());
    }
}
