/** What servers with MicroProfile Health are told. Not loaded where that, or Larder, is not there. */
@NullMarked
package io.larder.cdi.internal.health;

import org.jspecify.annotations.NullMarked;
