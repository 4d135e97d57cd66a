package io.larder.dropin.war;

/** A class that only the web application's class loader has. */
record Visit(String page, int count) {

    Visit next() {
        return new Visit(page, count + 1);
    }
}
