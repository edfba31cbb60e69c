package io.counterpart.device;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class FreshTokenTest {
    private final AtomicLong nanoTime = new AtomicLong();
    private final AtomicInteger logins = new AtomicInteger();

    private FreshToken token(Supplier<String> source) {
        return new FreshToken(source, nanoTime::get);
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    @Test
    void manyCallsAreOneLogin() {
        FreshToken token = token(() -> "token " + logins.incrementAndGet());
        assertEquals("token 1", token.get());
        pass(Duration.ofSeconds(59));
        assertEquals("token 1", token.get());
    }

    @Test
    void nobodyWaitsWhileTheNextIsFetched() {
        CountDownLatch slowLogin = new CountDownLatch(1);
        FreshToken token = token(() -> {
            int login = logins.incrementAndGet();
            if (login == 2) {
                try {
                    slowLogin.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return "token " + login;
        });
        token.get();
        pass(Duration.ofSeconds(61));
        assertEquals("token 1", token.get());
        assertEquals("token 1", token.get());
        slowLogin.countDown();
        await().untilAsserted(() -> assertEquals("token 2", token.get()));
        assertEquals(2, logins.get());
    }

    @Test
    void whoeverFindsNoGoodTokenIsToldWhy() {
        FreshToken token = token(() -> {
            if (logins.incrementAndGet() > 1) {
                throw new IllegalStateException("nobody there");
            }
            return "token";
        });
        token.get();
        pass(Duration.ofMinutes(11));
        assertEquals(
                "nobody there",
                assertThrows(IllegalStateException.class, token::get).getMessage());
    }
}
