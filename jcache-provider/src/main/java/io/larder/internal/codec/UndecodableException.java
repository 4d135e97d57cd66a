package io.larder.internal.codec;

/** Bytes that cannot be turned back into an object. Never leaves the package. */
final class UndecodableException extends RuntimeException {

    /** @param reason why, without any of the bytes */
    UndecodableException(String reason) {
        super(reason, null, false, false); // expected and frequent: no stack trace
    }
}
