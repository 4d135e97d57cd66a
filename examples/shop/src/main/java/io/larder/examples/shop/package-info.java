/**
 * A shop's catalogue on Jakarta EE. A request passes three classes: {@link io.larder.examples.shop.ShopResource} speaks
 * HTTP, {@link io.larder.examples.shop.Catalogue} caches, {@link io.larder.examples.shop.ProductStore} has the
 * transactions. The cache is outside the transaction, so that nothing is removed from it before the change is committed.
 */
@NullMarked
package io.larder.examples.shop;

import org.jspecify.annotations.NullMarked;
