package io.counterpart.platform;

import java.time.Duration;

/** Who is told how a start or a stop is getting on. */
public interface Progress {
    /** For tests. */
    Progress SILENT = new Progress() {
        @Override
        public void begin(Component component, String activity) {}

        @Override
        public void done(Component component, String result, Duration took) {}

        @Override
        public void note(String text) {}
    };

    /** Something that may take a while begins. */
    void begin(Component component, String activity);

    /** What had begun has come to its end. */
    void done(Component component, String result, Duration took);

    void note(String text);
}
