package io.counterpart.portal.frontdoor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The web portal's page, cut where the nonce goes.
 *
 * @param before what stands before the nonce
 * @param after what stands after it
 */
record IndexPage(String before, String after) {

    private static final Pattern NONCE =
            Pattern.compile("<meta\\s+name=\"csp-nonce\"\\s+content=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);

    /** The page of this build, where it has one. */
    static Optional<IndexPage> load() {
        try (InputStream file =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("META-INF/resources/index.html")) {
            return file == null
                    ? Optional.empty()
                    : Optional.of(of(new String(file.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("the web portal's page cannot be read", e);
        }
    }

    /** A page without a place for the nonce gets one. */
    static IndexPage of(String html) {
        Matcher meta = NONCE.matcher(html);
        if (meta.find()) {
            return new IndexPage(html.substring(0, meta.start(1)), html.substring(meta.end(1)));
        }
        int head = html.indexOf("<head>") + "<head>".length();
        return new IndexPage(
                html.substring(0, head) + "<meta name=\"csp-nonce\" content=\"", "\" />" + html.substring(head));
    }

    String with(String nonce) {
        return before + nonce + after;
    }
}
