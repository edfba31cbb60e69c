package io.counterpart.portal.database;

/** What an entry of the outbox is. Definitions go out before inputs, which may name them. */
enum OutboxKind {
    DEFINITION,
    INPUT
}
