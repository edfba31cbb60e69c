package io.counterpart.history.layout;

/**
 * The names of a bucket's tables, for who writes them row by row.
 *
 * @param numbers of {@link Family#NUMBERS}
 * @param texts of {@link Family#TEXTS}
 * @param arrays of {@link Family#ARRAYS}
 */
public record BucketTables(String numbers, String texts, String arrays) {

    public static BucketTables of(Bucket bucket) {
        return new BucketTables(Family.NUMBERS.table(bucket), Family.TEXTS.table(bucket), Family.ARRAYS.table(bucket));
    }
}
