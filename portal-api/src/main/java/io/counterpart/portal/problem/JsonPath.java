package io.counterpart.portal.problem;

import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.stream.Collectors;

/** Says where in a body something was wrong, as the caller wrote it. */
final class JsonPath {

    private JsonPath() {}

    static String of(JsonMappingException mismatch) {
        return mismatch.getPath().stream()
                .map(step -> step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("."));
    }
}
