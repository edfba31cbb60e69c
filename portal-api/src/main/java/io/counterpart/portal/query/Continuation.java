package io.counterpart.portal.query;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended: the place of its last row. The next page holds what comes after it, whatever came and went in between.
 *
 * @param given rows that were given so far, which TOP counts
 * @param order the last row's values of ORDER BY
 * @param places the last row's place
 */
record Continuation(int given, List<@Nullable Object> order, List<Place> places) {

    /** Characters: three texts of ORDER BY and all ids and names at their longest need fewer. */
    private static final int LENGTH_MAX = 8_192;

    private static final byte VERSION = 1;

    private static final char NONE = 'n';
    private static final char TRUTH = 'b';
    private static final char NUMBER = 'd';
    private static final char TEXT = 's';

    /** As a caller gets it. It is bound to the query's text, and to nothing else: it grants nothing that the query would not. */
    String write(String query) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(fingerprint(query));
            out.writeInt(given);
            for (Object value : order) {
                write(out, value);
            }
            for (Place place : places) {
                out.writeUTF(place.id());
                out.writeUTF(place.name());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a continuation cannot be written to memory", e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /** What {@link #write(String)} gave for the same query; null for anything else. */
    static @Nullable Continuation read(String text, String query, Statement statement) {
        if (text.length() > LENGTH_MAX) {
            return null;
        }
        try (DataInputStream in = new DataInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(text)))) {
            if (in.readByte() != VERSION || in.readLong() != fingerprint(query)) {
                return null;
            }
            int given = in.readInt();
            List<@Nullable Object> order = new ArrayList<>();
            for (int i = 0; i < statement.orderBy().size(); i++) {
                order.add(value(in));
            }
            List<Place> places = new ArrayList<>();
            for (int i = 0; i <= statement.pattern().steps().size(); i++) {
                places.add(new Place(in.readUTF(), in.readUTF()));
            }
            boolean isWhole = in.read() < 0 && given > 0 && given < statement.top() && !statement.isGrouped();
            return isWhole ? new Continuation(given, order, places) : null;
        } catch (IOException | IllegalArgumentException _) {
            return null;
        }
    }

    private static void write(DataOutputStream out, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> out.writeByte(NONE);
            case Boolean truth -> {
                out.writeByte(TRUTH);
                out.writeBoolean(truth);
            }
            case Double number -> {
                out.writeByte(NUMBER);
                out.writeDouble(number);
            }
            case String text -> {
                out.writeByte(TEXT);
                out.writeUTF(text);
            }
            default -> throw new IllegalStateException("nothing is ordered by values of " + value.getClass());
        }
    }

    private static @Nullable Object value(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case NONE -> null;
            case TRUTH -> in.readBoolean();
            case NUMBER -> in.readDouble();
            case TEXT -> in.readUTF();
            default -> throw new IOException("there is no kind of value " + kind);
        };
    }

    private static long fingerprint(String query) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(query.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
