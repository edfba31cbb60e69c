package io.counterpart.portal.twin;

import io.counterpart.contracts.identity.TwinId;

/**
 * A relationship's identity: there is one of each name between two twins, in each direction.
 *
 * @param source the twin that it leads from
 * @param name its name
 * @param target the twin that it leads to
 */
record RelationshipKey(TwinId source, String name, TwinId target) {}
