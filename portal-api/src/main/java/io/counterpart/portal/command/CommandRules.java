package io.counterpart.portal.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.engine.dtdl.Content;
import io.counterpart.engine.dtdl.Interface;
import io.counterpart.engine.dtdl.Schema;
import io.counterpart.engine.dtdl.SchemaCheck;
import io.counterpart.engine.dtdl.SchemaDocument;
import io.counterpart.portal.type.DeclaredCommands;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a twin can be told to do: one with a type what that declares, one without whatever its device may know. */
final class CommandRules {

    private static final int NAMES_SHOWN = 20;
    private static final String PAYLOAD = "payload";

    private final @Nullable Interface type;

    private CommandRules(@Nullable Interface type) {
        this.type = type;
    }

    static final CommandRules UNTYPED = new CommandRules(null);

    static CommandRules of(Interface type) {
        return new CommandRules(type);
    }

    /** Whether something can be wanted. */
    sealed interface Verdict {

        /**
         * It can.
         *
         * @param answer the schema of what a successful answer carries, null where none is declared
         */
        record Accepted(@Nullable JsonNode answer) implements Verdict {}

        /** @param why not: a sentence */
        record Refused(String why) implements Verdict {}
    }

    Verdict on(PropertyName name, @Nullable JsonNode payload) {
        if (type == null) {
            return payload == null
                    ? new Verdict.Accepted(null)
                    : SchemaCheck.ofAny(payload, PAYLOAD)
                            .map(CommandRules::refused)
                            .orElseGet(() -> new Verdict.Accepted(null));
        }
        SortedMap<PropertyName, Content.Command> declared = DeclaredCommands.of(type);
        Content.Command command = declared.get(name);
        if (command == null) {
            return new Verdict.Refused("The type " + type.id() + " has no command '" + name + "'; "
                    + (declared.isEmpty() ? "it has none." : "it has: " + shown(declared) + "."));
        }
        return objection(name, command.request(), payload)
                .orElseGet(() -> new Verdict.Accepted(written(command.response())));
    }

    private static Optional<Verdict> objection(
            PropertyName name, Schema.@Nullable Field request, @Nullable JsonNode payload) {
        if (request == null) {
            return payload == null
                    ? Optional.empty()
                    : Optional.of(new Verdict.Refused("'" + name + "' takes no 'payload' by its type."));
        }
        return payload == null
                ? Optional.of(new Verdict.Refused("'" + name + "' needs 'payload', its '" + request.name()
                        + "' by its type: the value itself, of the schema " + shown(request.schema()) + "."))
                : SchemaCheck.of(request.schema(), payload, PAYLOAD).map(CommandRules::refused);
    }

    private static @Nullable JsonNode written(Schema.@Nullable Field response) {
        return response == null ? null : SchemaDocument.write(response.schema());
    }

    private static Verdict refused(SchemaCheck.Fault fault) {
        return new Verdict.Refused("'" + fault.path() + "' " + fault.what() + ".");
    }

    private static String shown(Schema schema) {
        String text = SchemaDocument.write(schema).toString();
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }

    private static String shown(SortedMap<PropertyName, Content.Command> declared) {
        String first = declared.keySet().stream()
                .limit(NAMES_SHOWN)
                .map(PropertyName::value)
                .collect(Collectors.joining(", "));
        return declared.size() > NAMES_SHOWN ? first + ", …" : first;
    }
}
