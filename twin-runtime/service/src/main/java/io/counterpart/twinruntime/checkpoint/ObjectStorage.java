package io.counterpart.twinruntime.checkpoint;

import java.io.IOException;
import java.util.List;

/**
 * Objects by name: parts of letters, digits, {@code _}, {@code -} and {@code .}, parted by {@code /}. Its methods wait for the storage: not
 * for a lane's thread.
 */
public interface ObjectStorage {

    /** Writes the whole object; when it returns the object is durable, and nobody ever sees a part of it. */
    void put(String name, byte[] bytes) throws IOException;

    /** The object's bytes. */
    byte[] get(String name) throws IOException;

    /** The names of the objects directly in this folder, in no order; none where there is no such folder. */
    List<String> list(String folder) throws IOException;

    /** Deletes this folder with all that is in it, however deep, what was never finished included. */
    void deleteFolder(String folder) throws IOException;

    /** Deletes the object, where there is one. */
    void delete(String name) throws IOException;
}
