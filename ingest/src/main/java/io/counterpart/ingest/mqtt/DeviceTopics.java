package io.counterpart.ingest.mqtt;

import io.counterpart.contracts.identity.PropertyName;
import java.util.Optional;

/** The topics a device has: all of them its own, so none names a device or a tenant. */
final class DeviceTopics {

    static final String TELEMETRY = "telemetry";

    /** What a device says that it has set: a reading as any other. */
    static final String REPORTED = "reported";

    static final String DESIRED = "desired";

    private DeviceTopics() {}

    /** Whether a device may publish there. */
    static boolean takesReadings(String topic) {
        return isOrIsBelow(topic, TELEMETRY) || isOrIsBelow(topic, REPORTED);
    }

    private static boolean isOrIsBelow(String topic, String root) {
        return topic.startsWith(root)
                && (topic.length() == root.length()
                        || (topic.charAt(root.length()) == '/'
                                && PropertyName.isPart(topic.substring(root.length() + 1))));
    }

    /** The component that a topic of readings speaks for; none is the twin itself. */
    static Optional<String> component(String topic) {
        int slash = topic.indexOf('/');
        return slash < 0 ? Optional.empty() : Optional.of(topic.substring(slash + 1));
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
