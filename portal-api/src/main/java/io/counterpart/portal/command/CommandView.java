package io.counterpart.portal.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.twin.CommandState;
import io.counterpart.contracts.twin.CommandState.Stage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command as read.
 *
 * @param id the command
 * @param twin to which twin
 * @param name what its device is to do
 * @param payload with what, absent for nothing
 * @param device who is to do it
 * @param status how far it is
 * @param requestedBy who wanted it
 * @param requestedAt when, epoch milliseconds
 * @param expiresAt until when it may be answered
 * @param deliveredAt when it was known that the device has it, absent as long as that is not
 * @param endedAt when it was known that it ended, absent as long as it is open
 * @param response what the device said, absent as long as it said nothing
 * @param reason why it did not succeed: a sentence
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CommandView(
        CommandId id,
        TwinId twin,
        PropertyName name,
        @Nullable JsonNode payload,
        DeviceId device,
        Stage status,
        String requestedBy,
        long requestedAt,
        long expiresAt,
        @Nullable Long deliveredAt,
        @Nullable Long endedAt,
        CommandState.@Nullable Answer response,
        @Nullable String reason) {

    /** @param state how far the log has told that it is; empty where it has not told of it yet */
    static CommandView of(CommandRows.Row row, Optional<CommandState> state) {
        return new CommandView(
                row.id(),
                row.twin(),
                row.name(),
                row.payload(),
                row.device(),
                state.map(CommandState::stage).orElse(Stage.REQUESTED),
                row.requestedBy(),
                state.map(CommandState::requestedAt).orElse(row.requestedAt()),
                row.expiresAt(),
                state.map(CommandState::deliveredAt).orElse(null),
                state.map(CommandState::endedAt).orElse(null),
                state.map(CommandState::answer).orElse(null),
                state.map(CommandState::reason).orElse(null));
    }
}
