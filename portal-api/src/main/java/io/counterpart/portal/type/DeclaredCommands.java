package io.counterpart.portal.type;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.engine.dtdl.Content;
import io.counterpart.engine.dtdl.Interface;
import java.util.SortedMap;
import java.util.TreeMap;

/** The commands that twins of a type take, those of their components by {@code component.command}. */
public final class DeclaredCommands {

    private DeclaredCommands() {}

    /** By name. */
    public static SortedMap<PropertyName, Content.Command> of(Interface type) {
        SortedMap<PropertyName, Content.Command> commands = new TreeMap<>();
        collect(type, "", commands);
        return commands;
    }

    private static void collect(Interface type, String prefix, SortedMap<PropertyName, Content.Command> commands) {
        for (Content content : type.contents()) {
            switch (content) {
                case Content.Command command -> commands.put(new PropertyName(prefix + command.name()), command);
                case Content.Component component -> collect(component.type(), component.name() + ".", commands);
                case Content.Telemetry _, Content.Property _, Content.Relationship _ -> {
                    // Nothing that a device is to do.
                }
            }
        }
    }
}
