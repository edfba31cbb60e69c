package io.counterpart.bench;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

final class QuestionTest {

    private static JsonNode json(String text) throws JsonProcessingException {
        return new JsonMapper().readTree(text);
    }

    @Test
    void aPageIsRightWhenItHasItsRows() throws Exception {
        Question page = Question.page("two", 2, run -> "SELECT t FROM twins t");

        assertTrue(page.isRight(json("{\"items\":[{},{}]}")));
        assertFalse(page.isRight(json("{\"items\":[{}]}")));
        assertFalse(page.isRight(json("{\"type\":\"urn:counterpart:problem:unavailable\"}")));
    }

    @Test
    void aCountIsRightWhenItsFirstColumnSaysSo() throws Exception {
        Question count = Question.count("none", 0, "SELECT COUNT() AS n FROM twins t");

        assertTrue(count.isRight(json("{\"columns\":[{\"name\":\"n\"}],\"items\":[{\"n\":0}]}")));
        assertFalse(count.isRight(json("{\"columns\":[{\"name\":\"n\"}],\"items\":[{\"n\":1}]}")));
        assertFalse(count.isRight(json("{\"type\":\"urn:counterpart:problem:unavailable\"}")));
    }

    @Test
    void aRefusalIsRightForItsCostAlone() throws Exception {
        Question refused = Question.refused("all of all", "SELECT COUNT() AS n FROM twins t");

        assertTrue(refused.isRight(json("{\"type\":\"urn:counterpart:problem:query-too-expensive\"}")));
        assertFalse(refused.isRight(json("{\"type\":\"urn:counterpart:problem:quota-exceeded\"}")));
        assertFalse(refused.isRight(json("{\"items\":[{}]}")));
    }
}
