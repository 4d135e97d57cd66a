package io.larder.examples.quickstart;

/**
 * A product of the catalogue. Larder needs no interface or annotation on what it stores.
 *
 * @param id the product's number
 * @param name what it is called
 * @param cents the price
 * @param stock how many are left
 */
record Product(long id, String name, int cents, int stock) {

    Product costing(int newCents) {
        return new Product(id, name, newCents, stock);
    }

    Product withOneLess() {
        return new Product(id, name, cents, stock - 1);
    }
}
