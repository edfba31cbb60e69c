package io.counterpart.ingest.mqtt;

/**
 * What a device asked for when it came.
 *
 * @param clientId by which it may take over
 * @param keepAliveSeconds the longest silence it announced, 0 for any
 * @param packetBytesMax the longest packet that it takes
 */
record Terms(String clientId, int keepAliveSeconds, int packetBytesMax) {}
