package io.counterpart.portal.twin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TypeId;
import org.jspecify.annotations.Nullable;

/**
 * A twin's definition as a caller gives it.
 *
 * @param type its type, which must be defined
 * @param name what people call it; its id where it is left out
 * @param group the twins it is solved and ordered with, by their root; by default it stands alone
 * @param device the device that speaks for it, as it was bound there
 */
public record TwinBody(
        @JsonProperty(required = true) TypeId type,
        @Nullable String name,
        @Nullable GroupId group,
        @Nullable DeviceId device) {}
