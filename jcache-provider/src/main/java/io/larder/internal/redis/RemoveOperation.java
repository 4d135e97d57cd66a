package io.larder.internal.redis;

import io.larder.internal.store.Removal;
import io.larder.internal.store.RemovalResult;
import io.larder.internal.store.RemovalResult.Outcome;
import io.larder.internal.store.StoredEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code remove.lua}. */
final class RemoveOperation implements EntryOperation<Removal, RemovalResult> {

    private static final Outcome[] OUTCOMES = {Outcome.REFUSED, Outcome.REMOVED, Outcome.ABSENT};

    @Override
    public Script script() {
        return Script.REMOVE;
    }

    @Override
    public String keyText(Removal removal) {
        return removal.keyText();
    }

    @Override
    public int size(Removal removal) {
        return removal.keyText().length();
    }

    @Override
    public void addArguments(Removal removal, List<Object> arguments) {
        arguments.add(Wire.of(removal.keyText()));
        arguments.add(Wire.of(removal.operationId()));
        arguments.add(Wire.of(removal.condition()));
        arguments.add(Wire.of(removal.previousWanted()));
    }

    @Override
    public RemovalResult result(int code, @Nullable StoredEntry previous) {
        return new RemovalResult(OUTCOMES[code & ~PUBLISHED], previous, (code & PUBLISHED) != 0);
    }
}
