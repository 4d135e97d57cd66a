package io.larder.internal.redis;

import org.redisson.client.RedisException;

/**
 * Asks for one change.
 *
 * @param <R> the type of answer
 */
final class ChangeRequest<R> extends Request<R> {

    private final Change<R> change;

    ChangeRequest(String operation, Change<R> change, Failures failures) {
        super(operation, failures, change.partition(), change.entry());
        this.change = change;
    }

    @Override
    int bytes() {
        return change.size();
    }

    Change<R> change() {
        return change;
    }

    /** Takes the next of the answers; what stopped this change is this caller's alone. */
    void take(ChangeAnswers answers) {
        try {
            complete(answers.next(change));
        } catch (RedisException e) {
            fail(e);
        }
    }
}
