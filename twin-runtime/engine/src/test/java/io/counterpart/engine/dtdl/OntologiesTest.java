package io.counterpart.engine.dtdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.counterpart.contracts.identity.TypeId;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two public ontologies, read whole and in any order. */
class OntologiesTest {

    private static final Path FOLDER = Path.of("../../../shared/data/dtdl/ontologies");
    private static final int TAR_BLOCK = 512;
    private static final int TYPE = 156;
    private static final byte REGULAR_FILE = '0';

    @ParameterizedTest
    @CsvSource({"realestatecore.tar.gz,767,3,8", "isa95.tar.gz,180,2,4"})
    void isTakenWithAllThatItSays(String file, int interfaces, int version, int levels) throws IOException {
        Path archive = FOLDER.resolve(file);
        Assumptions.assumeTrue(Files.exists(archive), "skipped: ../shared/data/dtdl is not present");
        List<JsonNode> documents = documents(archive);
        assertEquals(interfaces, documents.size());
        Collections.shuffle(documents, new Random(1));

        DtdlParser.Outcome.Read read = assertInstanceOf(DtdlParser.Outcome.Read.class, DtdlParser.parse(documents));

        assertEquals(interfaces, read.interfaces().size());
        for (JsonNode document : documents) {
            Interface one =
                    Documents.of(read, new TypeId(document.required("@id").asText()));
            assertEquals(document, one.document());
            assertEquals(version, one.version().number());
            assertTrue(one.contents().size() >= document.path("contents").size());
        }
        assertEquals(
                levels,
                read.interfaces().values().stream()
                        .mapToInt(one -> depth(one, read))
                        .max()
                        .orElseThrow());
    }

    private static int depth(Interface one, DtdlParser.Outcome.Read read) {
        return one.supertypes().stream()
                .mapToInt(type -> 1 + depth(Documents.of(read, type), read))
                .max()
                .orElse(0);
    }

    /** The files of a tar archive (POSIX ustar: a block of 512 bytes with its type and octal size, then the content, padded). */
    private static List<JsonNode> documents(Path archive) throws IOException {
        JsonMapper json = new JsonMapper();
        List<JsonNode> documents = new ArrayList<>();
        try (DataInputStream tar = new DataInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
            byte[] header = new byte[TAR_BLOCK];
            while (tar.readNBytes(header, 0, TAR_BLOCK) == TAR_BLOCK && header[0] != 0) {
                int size = Integer.parseInt(new String(header, 124, 11, StandardCharsets.US_ASCII).strip(), 8);
                byte[] content = tar.readNBytes((size + TAR_BLOCK - 1) / TAR_BLOCK * TAR_BLOCK);
                String text = new String(content, 0, size, StandardCharsets.UTF_8).replace("\uFEFF", "");
                if (header[TYPE] == REGULAR_FILE && text.startsWith("{")) {
                    documents.add(json.readTree(text));
                }
            }
        }
        return documents;
    }
}
