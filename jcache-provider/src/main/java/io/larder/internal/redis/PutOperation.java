package io.larder.internal.redis;

import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.Write;
import io.larder.internal.store.WriteResult;
import io.larder.internal.store.WriteResult.Outcome;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** {@code put.lua}. */
final class PutOperation implements EntryOperation<Write, WriteResult> {

    private static final Outcome[] OUTCOMES = {
        Outcome.REFUSED, Outcome.CREATED, Outcome.UPDATED, Outcome.EXPIRED_ON_CREATION
    };

    @Override
    public Script script() {
        return Script.PUT;
    }

    @Override
    public String keyText(Write write) {
        return write.keyText();
    }

    @Override
    public int size(Write write) {
        return write.payload().length + write.keyText().length();
    }

    @Override
    public void addHead(List<Object> arguments) {
        arguments.add(Wire.newStamp());
        arguments.add(Wire.of(ThreadLocalRandom.current().nextLong()));
    }

    @Override
    public void addArguments(Write write, List<Object> arguments) {
        arguments.add(Wire.of(write.keyText()));
        arguments.add(Wire.of(write.version()));
        arguments.add(write.payload());
        arguments.add(Wire.of(write.condition()));
        arguments.add(Wire.of(write.onCreation()));
        arguments.add(Wire.of(write.onUpdate()));
        arguments.add(Wire.of(write.previousWanted()));
    }

    @Override
    public WriteResult result(int code, @Nullable StoredEntry previous) {
        return new WriteResult(OUTCOMES[code & ~PUBLISHED], previous, (code & PUBLISHED) != 0);
    }
}
