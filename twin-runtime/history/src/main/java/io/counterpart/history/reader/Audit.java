package io.counterpart.history.reader;

/**
 * What history holds of a tenant, counted.
 *
 * @param rows rows of all kinds
 * @param distinctRows how many different keys they have: as many, or something was stored twice
 * @param values the values in them
 */
public record Audit(long rows, long distinctRows, long values) {

    Audit plus(Audit other) {
        return new Audit(rows + other.rows, distinctRows + other.distinctRows, values + other.values);
    }
}
