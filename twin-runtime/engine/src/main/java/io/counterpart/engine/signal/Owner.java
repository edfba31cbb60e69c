package io.counterpart.engine.signal;

import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;

/**
 * Whose signals they are, for expressions that ask.
 *
 * @param twin the twin
 * @param type its type
 */
public record Owner(TwinId twin, TypeId type) {}
