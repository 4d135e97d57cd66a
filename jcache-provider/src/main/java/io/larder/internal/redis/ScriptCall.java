package io.larder.internal.redis;

import java.util.List;
import org.redisson.client.codec.Codec;

/**
 * One call of a script. Whoever builds it leaves lists and arrays alone afterwards.
 *
 * @param script what to run
 * @param keys the names of all keys it touches, as strings; those of one call are in one slot where there are slots
 * @param arguments what else it is told, each a {@code byte[]}
 */
@SuppressWarnings("ArrayRecordComponent") // a message, never compared
record ScriptCall(Script script, List<Object> keys, Object[] arguments) {

    Command<List<Object>> toCommand(Masters masters, Codec codec) {
        Object[] parameters = new Object[2 + keys.size() + arguments.length];
        parameters[0] = script.sha();
        parameters[1] = keys.size();
        for (int i = 0; i < keys.size(); i++) {
            parameters[2 + i] = masters.onWire((String) keys.get(i));
        }
        System.arraycopy(arguments, 0, parameters, 2 + keys.size(), arguments.length);
        return Command.evalsha(masters.slotOf(masters.mapped((String) keys.get(0))), script, parameters, codec);
    }
}
