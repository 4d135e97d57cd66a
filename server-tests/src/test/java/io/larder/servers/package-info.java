/**
 * Runs on real servers what the annotations have to do. The build starts this once per server: the system property {@code
 * test.server} names it, {@code test.server.home} is where it was unpacked. Arquillian starts and stops the server, and
 * deploys; what is deployed is in {@link io.larder.servers.deployed}.
 */
@NullMarked
package io.larder.servers;

import org.jspecify.annotations.NullMarked;
