package io.larder.benchmarks.worker;

import java.time.Duration;

/** The CPU time of processes, in steps of some ten milliseconds. */
public final class CpuTime {

    private CpuTime() {}

    /** Of one process so far; zero if it has ended. */
    public static long nanos(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO)
                .toNanos();
    }

    static long ownNanos() {
        return nanos(ProcessHandle.current().pid());
    }
}
