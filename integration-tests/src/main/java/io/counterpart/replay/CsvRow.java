package io.counterpart.replay;

/**
 * One row, ready to be sent.
 *
 * @param line where in the file it begins
 * @param ts epoch milliseconds
 * @param values how many it carries
 * @param payload {@code {"ts":…,"values":{…}}}
 */
record CsvRow(long line, long ts, int values, String payload) {}
