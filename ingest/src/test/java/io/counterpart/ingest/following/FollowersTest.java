package io.counterpart.ingest.following;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class FollowersTest {

    private final Followers followers = new Followers();
    private final AtomicInteger firstTold = new AtomicInteger();
    private final AtomicInteger secondTold = new AtomicInteger();
    private final Runnable first = firstTold::incrementAndGet;
    private final Runnable second = secondTold::incrementAndGet;

    private void assertTold(int first, int second) {
        assertEquals(first, firstTold.get());
        assertEquals(second, secondTold.get());
    }

    @Test
    void whoFollowsIsToldOnceHoweverOftenItAsked() {
        followers.follow("a", first);
        followers.follow("a", first);
        followers.follow("b", second);

        followers.tell("a");
        followers.tell("nobody's");

        assertTold(1, 0);
        assertEquals(2, followers.followed());
    }

    @Test
    void everyoneIsToldOfAllThatItFollows() {
        followers.follow("a", first);
        followers.follow("b", first);
        followers.follow("b", second);

        followers.tellAll();

        assertTold(2, 1);
    }

    @Test
    void whoHasLeftIsToldNoMoreAndNothingIsKeptOfIt() {
        followers.follow("a", first);
        followers.follow("a", second);
        followers.leave("a", first);
        followers.tell("a");
        assertTold(0, 1);

        followers.leave("a", second);
        followers.leave("a", second);
        followers.tell("a");
        assertTold(0, 1);
        assertEquals(0, followers.followed());
    }
}
