package io.counterpart.bench.load;

/** What connections tell the run they are part of. All on one event loop. */
interface LoadListener {
    void connected();

    void sent(long messages);

    void acknowledged(long messages);

    void reconnecting();

    void failed(String reason);
}
