package io.counterpart.bench.engine;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.ref.Reference;

/** What twins take at rest, a process of its own: takes what is declared of them and how many, says how many bytes each has. */
public final class FleetSize {
    private FleetSize() {}

    public static void main(String[] arguments) {
        Declared declared = Declared.valueOf(arguments[0]);
        int twins = Integer.parseInt(arguments[1]);
        // What everybody shares is loaded first.
        assemble(declared, Fleet.READINGS);
        long before = used();
        Fleet fleet = new Fleet(declared, twins);
        try {
            System.out.println((used() - before) / twins);
        } finally {
            Reference.reachabilityFence(fleet);
        }
    }

    private static void assemble(Declared declared, int twins) {
        new Fleet(declared, twins).write();
    }

    private static long used() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
