package io.counterpart.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/** Passwords and keys of one local platform: made at first use, kept for its life, readable by its owner alone. */
final class Secrets {
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    /** 32 letters of 57 carry 186 bits. */
    private static final int TEXT_LENGTH = 32;

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    Secrets(Path folder) {
        this.folder = folder;
    }

    /** A password of letters and digits that no shell, URL or properties file needs to quote. */
    String text(String name) {
        return new String(Files.exists(file(name)) ? read(name) : write(name, randomText()), StandardCharsets.US_ASCII);
    }

    /** Random bytes, for keys. */
    byte[] bytes(String name, int length) {
        if (Files.exists(file(name))) {
            return read(name);
        }
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return write(name, bytes);
    }

    /** Keeps something derived from other secrets where a server can read it. */
    Path store(String name, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        if (!Files.exists(file(name)) || !java.util.Arrays.equals(read(name), bytes)) {
            write(name, bytes);
        }
        return file(name);
    }

    Path folder() {
        return folder;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    private byte[] randomText() {
        byte[] letters = new byte[TEXT_LENGTH];
        for (int i = 0; i < letters.length; i++) {
            letters[i] = (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        }
        return letters;
    }

    private byte[] read(String name) {
        try {
            return Files.readAllBytes(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the secret " + file(name), e);
        }
    }

    /** Under another name first: a crash leaves either no secret or a whole one. */
    private byte[] write(String name, byte[] bytes) {
        try {
            ownFolder();
            Path whole = Files.createTempFile(
                    folder,
                    name,
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(whole, bytes);
            Files.move(whole, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the secret " + file(name), e);
        }
    }

    private void ownFolder() throws IOException {
        Files.createDirectories(folder.toAbsolutePath().getParent());
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException wanted) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
