/** The contracts of the annotations inside an application on Helidon MP. */
package io.larder.helidon;
