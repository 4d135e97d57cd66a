/** What the tests deploy on servers, beside the contracts and Larder. Nothing of Arquillian is there. */
@NullMarked
package io.larder.servers.deployed;

import org.jspecify.annotations.NullMarked;
