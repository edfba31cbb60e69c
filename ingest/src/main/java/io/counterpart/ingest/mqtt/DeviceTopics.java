package io.counterpart.ingest.mqtt;

import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.ingest.publishing.Said;
import java.util.Optional;

/** The topics a device has: all of them its own, so none names a device or a tenant. */
final class DeviceTopics {

    static final String TELEMETRY = "telemetry";

    /** What a device says that it has set: a reading as any other. */
    static final String REPORTED = "reported";

    static final String DESIRED = "desired";

    private static final String COMMANDS = "commands/";
    private static final String RESPONSE = "/response";

    private DeviceTopics() {}

    /** Where a device hears this command. */
    static String command(CommandId id) {
        return COMMANDS + id;
    }

    /** Where a device answers it. */
    static String response(CommandId id) {
        return COMMANDS + id + RESPONSE;
    }

    /** What a device says by publishing there; empty where it has nothing to say. */
    static Optional<Said> said(String topic) {
        Optional<Said> reading = reading(topic);
        return reading.isPresent() ? reading : answer(topic);
    }

    /** The same, of readings alone. */
    static Optional<Said> reading(String topic) {
        return topic.startsWith(TELEMETRY) ? reading(topic, TELEMETRY) : reading(topic, REPORTED);
    }

    private static Optional<Said> reading(String topic, String root) {
        if (topic.equals(root)) {
            return Optional.of(Said.READING);
        }
        if (!topic.startsWith(root) || topic.charAt(root.length()) != '/') {
            return Optional.empty();
        }
        String component = topic.substring(root.length() + 1);
        return PropertyName.isPart(component) ? Optional.of(Said.reading(component)) : Optional.empty();
    }

    private static Optional<Said> answer(String topic) {
        int idLength = topic.length() - COMMANDS.length() - RESPONSE.length();
        if (idLength <= 0 || !topic.startsWith(COMMANDS) || !topic.endsWith(RESPONSE)) {
            return Optional.empty();
        }
        String id = topic.substring(COMMANDS.length(), COMMANDS.length() + idLength);
        return CommandId.isValid(id) ? Optional.of(Said.answer(new CommandId(id))) : Optional.empty();
    }

    /** What a device may subscribe to. */
    enum Filter {
        COMMANDS("commands/+"),
        COMMANDS_AND_BELOW("commands/#"),
        DESIRED(DeviceTopics.DESIRED);

        private final String text;

        Filter(String text) {
            this.text = text;
        }

        static Optional<Filter> of(String text) {
            for (Filter filter : values()) {
                if (filter.text.equals(text)) {
                    return Optional.of(filter);
                }
            }
            return Optional.empty();
        }
    }
}
