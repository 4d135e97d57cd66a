/** The contracts of the annotations inside an application on Quarkus, and such an application from the outside. */
package io.larder.quarkus;
