package io.counterpart.device;

/**
 * Something that a device is to do.
 *
 * @param id by which it knows a repetition, and answers
 * @param payload {@code {"name", "payload", "expiresAt"}} as JSON
 */
public record DeviceCommand(String id, String payload) {}
