package io.counterpart.demo.plant;

import java.util.Map;

/**
 * What one device says at one time.
 *
 * @param device which one
 * @param values numbers, booleans and texts by property
 */
public record Telegram(String device, Map<String, Object> values) {}
