package io.counterpart.ingest.commands;

/**
 * The topic in a test's hand: what it says is known at once.
 *
 * @param directory what is told to
 */
public record FakeCommandFeed(CommandDirectory directory) implements CommandFeed {

    @Override
    public void start() {}
}
