package io.counterpart.ingest.desired;

/**
 * The topic in a test's hand: what it says is known at once.
 *
 * @param directory what is told to
 */
public record FakeDesiredFeed(DesiredDirectory directory) implements DesiredFeed {

    @Override
    public void start() {}
}
