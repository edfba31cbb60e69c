package io.counterpart.tenants.caller;

/**
 * Who makes a write, as the audit names it.
 *
 * @param actor {@code person:{subject}}, {@code key:{id}} or {@code system}
 * @param requestId the request it came with
 */
public record Author(String actor, String requestId) {}
