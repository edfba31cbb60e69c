package io.counterpart.portal.query;

import java.util.Map;

/**
 * A whole relationship in an answer.
 *
 * @param source the number of the twin where it begins, in the graph that was asked
 * @param name its name
 * @param target the number of the twin where it ends
 * @param properties its own properties
 */
public record RelationshipRef(int source, String name, int target, Map<String, Object> properties) {}
