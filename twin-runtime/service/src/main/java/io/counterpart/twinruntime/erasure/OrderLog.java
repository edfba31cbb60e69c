package io.counterpart.twinruntime.erasure;

import io.counterpart.contracts.erasure.ErasureOrder;
import io.counterpart.contracts.erasure.StoreErased;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The topics of erasures: orders come from one, to one process at a time, answers go to the other. Its methods wait. */
interface OrderLog {

    /** Stands in line for the orders. */
    Orders open() throws IOException;

    /** A place in the line. What was not acknowledged is given to the next. */
    interface Orders extends AutoCloseable {

        /** The next order, or null when none has come in this time. */
        @Nullable Given next(Duration patience) throws IOException;

        /** Whether we are still first in line; another may have begun what we were given when we are not. */
        boolean isOurs();

        /** Returns when the answer is durable. */
        void answer(StoreErased answer) throws IOException;

        /** Returns when the order will not come again. */
        void acknowledge(Given order) throws IOException;

        @Override
        void close() throws IOException;
    }

    /** An order, and what the log needs to know it by. */
    interface Given {

        ErasureOrder order();
    }
}
