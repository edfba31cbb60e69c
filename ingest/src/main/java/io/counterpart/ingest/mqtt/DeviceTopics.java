package io.counterpart.ingest.mqtt;

import io.counterpart.contracts.identity.PropertyName;
import java.util.Optional;

/** The topics a device has: all of them its own, so none names a device or a tenant. */
final class DeviceTopics {

    static final String TELEMETRY = "telemetry";

    private static final String OF_COMPONENT = TELEMETRY + "/";

    private DeviceTopics() {}

    /** Whether a device may publish there. */
    static boolean takesTelemetry(String topic) {
        return topic.equals(TELEMETRY)
                || (topic.startsWith(OF_COMPONENT) && PropertyName.isPart(topic.substring(OF_COMPONENT.length())));
    }

    /** The component that a telemetry topic speaks for; none is the twin itself. */
    static Optional<String> component(String telemetryTopic) {
        return telemetryTopic.length() == TELEMETRY.length()
                ? Optional.empty()
                : Optional.of(telemetryTopic.substring(OF_COMPONENT.length()));
    }

    /** What a device may subscribe to. */
    enum Filter {
        COMMANDS("commands/+"),
        COMMANDS_AND_BELOW("commands/#"),
        DESIRED("desired");

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
