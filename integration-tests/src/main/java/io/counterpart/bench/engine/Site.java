package io.counterpart.bench.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.FrameWriter;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.input.Speaker;
import io.counterpart.contracts.twin.Rejection;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.TwinCommand;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.fold.FoldLimits;
import io.counterpart.engine.fold.PartitionFold;
import io.counterpart.engine.output.EventSink;
import io.counterpart.engine.output.HistorySink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A site and its parts in one partition: what it costs that parts tell, and that the site makes something of what it is told. */
final class Site {

    private static final long START_MS = 1_700_000_000_000L;
    private static final long SECOND_MS = 1_000;
    private static final TypeId PART = new TypeId("dtmi:com:example:Part;1");
    private static final TypeId SITE = new TypeId("dtmi:com:example:Site;1");
    private static final TwinId SITE_ID = new TwinId("site");
    private static final PropertyName POWER = new PropertyName("power");

    private final int parts;
    private final FrameWriter sent = new FrameWriter();
    private final PartitionFold fold;
    private long index;
    private long second;
    private byte[] frame = {};

    /** A site whose parts have all told it something. */
    Site(int parts) {
        this.parts = parts;
        fold = PartitionFold.empty(
                new PartitionFold.Setting(
                        SignalPlant.TENANT, 0, FoldLimits.DEFAULT, (tenant, type) -> Optional.of(definition(type))),
                HistorySink.NOWHERE,
                new Sent());
        FrameWriter edits = new FrameWriter();
        edits.add(new Input.TwinDefined(SITE_ID, GroupId.of(SITE_ID), SITE, null));
        for (int i = 0; i < parts; i++) {
            edits.add(new Input.TwinDefined(part(i), GroupId.of(part(i)), PART, null));
            edits.add(new Input.RelationshipSet(
                    SITE_ID, i + 1L, "parts", part(i), JsonNodeFactory.instance.objectNode()));
        }
        fold.apply(edits.toBytes(), index++, START_MS);
        deliver();
        readings();
        apply();
        deliver();
    }

    private static TwinId part(int i) {
        return new TwinId("part-" + i);
    }

    private static TypeDefinition definition(TypeId type) {
        Signal signal = type.equals(SITE)
                ? new Signal(
                        null, null, null, null, null, null, new Signal.Related("parts", POWER, Signal.Aggregate.SUM, 0))
                : null;
        return new TypeDefinition(
                SignalPlant.TENANT,
                type,
                List.of(new TypeDefinition.Property(POWER, ValueSchema.DOUBLE, "kilowatt", null, signal)),
                null,
                JsonNodeFactory.instance.objectNode());
    }

    /** What goes to others is written as it would be for the broker. */
    private final class Sent implements EventSink {

        @Override
        public void event(TwinEvent event) {}

        @Override
        public void rejection(Rejection rejection) {
            throw new AssertionError(rejection.detail());
        }

        @Override
        public void unreadable(long position, String detail) {
            throw new AssertionError(detail);
        }

        @Override
        public void desired(TwinId twin, long position, long knownAt, SortedMap<PropertyName, Value> values) {}

        @Override
        public void deliver(TwinCommand command) {}

        @Override
        public void withdraw(TwinId twin, CommandId command, long position) {}

        @Override
        public void message(GroupId group, Input input) {
            sent.add(input);
        }
    }

    private void deliver() {
        take();
        apply();
    }

    /** Writes a reading of each part, a second later than the last, into the next frame. */
    void readings() {
        second++;
        sent.clear();
        FrameWriter writer = new FrameWriter();
        byte[] payload = ("{\"ts\":" + (START_MS + second * SECOND_MS) + ",\"values\":{\"power\":" + second + ".5}}")
                .getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < parts; i++) {
            writer.addReading(
                            new Speaker(part(i), new DeviceId(part(i).value()), 1),
                            START_MS + second * SECOND_MS,
                            null,
                            payload.length)
                    .put(payload);
        }
        frame = writer.toBytes();
    }

    /** Has what the parts told be the next frame. */
    void take() {
        frame = sent.toBytes();
        sent.clear();
    }

    /** Folds the next frame. */
    long apply() {
        while (fold.pollDirty() != null) {
            // Whoever publishes does this.
        }
        fold.apply(frame, index++, START_MS + second * SECOND_MS);
        return fold.index();
    }
}
