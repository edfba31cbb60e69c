package io.counterpart.portal.query;

/**
 * A whole twin in an answer; the caller shows it as it shows twins.
 *
 * @param twin its number in the graph that was asked
 */
public record TwinRef(int twin) {}
