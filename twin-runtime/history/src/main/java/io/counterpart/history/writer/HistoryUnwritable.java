package io.counterpart.history.writer;

/**
 * QuestDB refuses the rows for good (its tables, its settings or our credentials are wrong), or took them when it was too late to
 * be believed. Nothing was lost: the log has it, and who folds it again from its checkpoint writes it again.
 */
public final class HistoryUnwritable extends RuntimeException {

    private static final long serialVersionUID = 1;

    HistoryUnwritable(String message) {
        super(message);
    }

    HistoryUnwritable(String message, Throwable cause) {
        super(message, cause);
    }
}
