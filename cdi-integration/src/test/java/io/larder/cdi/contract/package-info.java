/**
 * What the annotations have to do in every container and with every provider. The build runs each {@code *Contract} in
 * each container, on a class path of its own: the system property {@code test.container} names the one, {@code
 * test.provider} the provider. Those whose
 * beans {@link io.larder.cdi.contract.Application} starts are deployed on servers too, by the module {@code
 * server-tests}: all in one application, but for those tagged {@code alone}.
 */
@NullMarked
package io.larder.cdi.contract;

import org.jspecify.annotations.NullMarked;
