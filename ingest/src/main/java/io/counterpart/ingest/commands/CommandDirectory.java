package io.counterpart.ingest.commands;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.json.MalformedContract;
import io.counterpart.contracts.twin.TwinCommand;
import io.counterpart.ingest.following.Followers;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The commands that are to be delivered, and who follows those of which twin. It holds bytes, and reads them when a device asks: most
 * devices are not here.
 */
public final class CommandDirectory {

    private static final Logger LOG = Logger.getLogger(CommandDirectory.class);

    /** In the order of their keys, so that those of a twin stand together. */
    private final NavigableMap<String, byte[]> commands = new ConcurrentSkipListMap<>();

    /** By what the keys of a twin's commands begin with. */
    private final Followers followers = new Followers();

    private volatile boolean whole;

    /**
     * A command is to be delivered, or is no more.
     *
     * @param key as it stands on {@code commands}
     * @param bytes the command, null when it is delivered or over
     */
    public void apply(String key, byte @Nullable [] bytes) {
        if (bytes == null) {
            commands.remove(key);
        } else {
            commands.put(key, bytes);
        }
        followers.tell(key.substring(0, key.lastIndexOf('/') + 1));
    }

    /** From here on it is known which commands are to be delivered, and which are no more. */
    public void becomeWhole() {
        whole = true;
        followers.tellAll();
    }

    /** Whether that is known; before it nobody is to be told a command, for he may have done it already. */
    public boolean isWhole() {
        return whole;
    }

    /** What is to be delivered to this device of this twin, in the order in which it was requested. */
    public List<TwinCommand> of(TenantId tenant, TwinId twin, DeviceId device) {
        String prefix = TwinCommand.keyPrefix(tenant, twin);
        return commands.subMap(prefix, prefix + Character.MAX_VALUE).entrySet().stream()
                .flatMap(CommandDirectory::read)
                .filter(command -> command.device().equals(device))
                .sorted(Comparator.comparingLong(TwinCommand::position))
                .toList();
    }

    private static Stream<TwinCommand> read(Map.Entry<String, byte[]> command) {
        try {
            return Stream.of(TwinCommand.JSON.read(command.getValue()));
        } catch (MalformedContract e) {
            LOG.errorf("command is not readable, passed over key=%s cause=%s", command.getKey(), e.getMessage());
            return Stream.empty();
        }
    }

    /**
     * From here on tells this follower when a command to the twin is to be delivered, or is no more.
     *
     * @param changed called on any thread, and not to wait there
     */
    public void follow(TenantId tenant, TwinId twin, Runnable changed) {
        followers.follow(TwinCommand.keyPrefix(tenant, twin), changed);
    }

    /** Tells this follower no more. */
    public void leave(TenantId tenant, TwinId twin, Runnable changed) {
        followers.leave(TwinCommand.keyPrefix(tenant, twin), changed);
    }

    /** How many commands are to be delivered. */
    int size() {
        return commands.size();
    }

    /** Of how many twins somebody follows the commands. */
    public int followed() {
        return followers.followed();
    }
}
