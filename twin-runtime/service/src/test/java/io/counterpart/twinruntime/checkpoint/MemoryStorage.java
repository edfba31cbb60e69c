package io.counterpart.twinruntime.checkpoint;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Objects in memory. */
public final class MemoryStorage implements ObjectStorage {

    private final Map<String, byte[]> objects = new TreeMap<>();

    @Override
    public void put(String name, byte[] bytes) {
        objects.put(name, bytes.clone());
    }

    @Override
    public byte[] get(String name) throws IOException {
        byte[] bytes = objects.get(name);
        if (bytes == null) {
            throw new IOException("no object " + name);
        }
        return bytes;
    }

    @Override
    public List<String> list(String folder) {
        return objects.keySet().stream()
                .filter(name -> name.startsWith(folder + "/"))
                .toList();
    }

    @Override
    public void deleteFolder(String folder) {
        objects.keySet().removeIf(name -> name.startsWith(folder + "/"));
    }

    @Override
    public void delete(String name) {
        objects.remove(name);
    }

    /** Changes a byte of every object. */
    public void damageAll() {
        objects.values().forEach(bytes -> bytes[bytes.length / 2] ^= 1);
    }
}
