package io.larder.cdi.contract;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A thread that the application starts itself. One of the common pool sees no application on a server. */
final class OtherThread {

    private OtherThread() {}

    static <T> T call(Callable<T> task) throws InterruptedException, ExecutionException {
        FutureTask<T> future = new FutureTask<>(task);
        new Thread(future, "other").start();
        return future.get();
    }
}
