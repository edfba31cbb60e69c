package io.counterpart.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** What stands in a server's files, as grep sees it. */
public final class FilesOf {

    private FilesOf() {}

    /** Whether a file of the folder holds this text, in one or two bytes a character: symbols are kept in two. */
    public static boolean holds(Path folder, String text) {
        return grepFinds(folder, text.getBytes(StandardCharsets.UTF_8))
                || grepFinds(folder, text.getBytes(StandardCharsets.UTF_16LE));
    }

    private static boolean grepFinds(Path folder, byte[] bytes) {
        StringBuilder pattern = new StringBuilder();
        for (byte b : bytes) {
            pattern.append(String.format(Locale.ROOT, "\\x%02x", b));
        }
        ProcessBuilder grep = new ProcessBuilder("grep", "-rlaP", pattern.toString(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        grep.environment().put("LC_ALL", "C");
        try {
            return grep.start().getInputStream().read() >= 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
