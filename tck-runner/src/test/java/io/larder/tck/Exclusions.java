package io.larder.tck;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tests that the TCK left out. It replaces their body by a line in the log, so that JUnit takes them for successes;
 * this listens to the log.
 */
final class Exclusions extends Handler {

    private static final Pattern LINE = Pattern.compile("===== EXCLUDING TEST '([^']+)'\\s+'([^']+)'.*");

    private final Set<String> seen = new ConcurrentSkipListSet<>();

    void listen() {
        Logger.getLogger("").addHandler(this);
    }

    Set<String> seen() {
        return Set.copyOf(seen);
    }

    @Override
    public void publish(LogRecord line) {
        Matcher excluded = LINE.matcher(Optional.ofNullable(line.getMessage()).orElse(""));
        if (excluded.matches()) {
            seen.add(excluded.group(1) + '#' + excluded.group(2));
        }
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
