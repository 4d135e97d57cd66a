/** An application on Quarkus, as its authors would write it. */
package io.larder.quarkus;
