package io.counterpart.twinruntime.outputs;

import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TwinId;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Where one partition's owner sends its messages. Nothing here waits. Every stage ends when the broker has the message durably, or
 * fails for good; order within a method's topic is kept.
 *
 * <p>The outlets of a partition go by fixed names, of which the broker lets in one at a time: as long as an owner's are open no
 * other owner's message can come between, and what an owner that slept still had to send is sent before its successor's or never.
 */
public interface Outlets {

    /** The sequence of the last event the broker has of this partition, whoever sent it; -1 for none. */
    long lastEvent();

    /** The same, of rejections. */
    long lastRejection();

    /** @param sequence larger than that of any before */
    CompletionStage<?> event(long sequence, TwinId twin, byte[] event);

    /** @param sequence larger than that of any before */
    CompletionStage<?> rejection(long sequence, DeviceId device, byte[] rejection);

    /**
     * What is wanted of the twin, null for nothing any more; left out where the broker has it from an earlier owner.
     *
     * @param sequence larger than that of any before
     */
    CompletionStage<?> desired(long sequence, TwinId twin, byte @Nullable [] desired);

    /**
     * A command that is to be delivered, null where it is not any more; left out where the broker has it from an earlier owner.
     *
     * @param sequence larger than that of any before
     */
    CompletionStage<?> command(long sequence, TwinId twin, CommandId id, byte @Nullable [] command);

    /** The twin's newest state, null where it is gone. */
    CompletionStage<?> state(TwinId twin, byte @Nullable [] state);

    /** Writes a frame into the partition's own log. */
    CompletionStage<?> input(byte[] frame);

    /**
     * Writes a frame into the log of another partition of the tenant, or its own, each once; done when it is there and looked after.
     *
     * @param to which partition
     * @param sequence larger than that of any before to the same
     */
    CompletionStage<?> message(int to, long sequence, byte[] frame);

    /** Sends what may wait for company. */
    CompletionStage<?> flush();

    CompletionStage<?> close();
}
