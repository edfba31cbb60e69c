package io.counterpart.ingest.access;

import io.counterpart.contracts.access.AccessDirectory;
import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.json.MalformedContract;
import org.jboss.logging.Logger;

/** Folds the messages of {@code access} into the directory. */
final class AccessFold {

    private static final Logger LOG = Logger.getLogger(AccessFold.class);

    private final AccessDirectory directory;

    AccessFold(AccessDirectory directory) {
        this.directory = directory;
    }

    /**
     * Takes one message. One that cannot be understood takes away what stood under its key: whoever it was about is shut out
     * until somebody says it again.
     *
     * @param payload empty for "this is gone"
     */
    void take(String key, byte[] payload) {
        if (payload.length == 0) {
            directory.apply(key, null);
            return;
        }
        try {
            directory.apply(key, AccessEvent.JSON.read(payload));
        } catch (MalformedContract malformed) {
            LOG.errorf(
                    "access event not understood, its subject is shut out key=%s cause=%s",
                    key, malformed.getMessage());
            directory.apply(key, null);
        }
    }
}
