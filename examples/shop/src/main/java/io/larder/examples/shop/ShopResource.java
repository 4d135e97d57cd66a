package io.larder.examples.shop;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The shop on the web. */
@Path("/")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ShopResource {

    @Inject
    @SuppressWarnings("NullAway.Init")
    private Catalogue catalogue;

    @Inject
    @SuppressWarnings("NullAway.Init")
    private ProductStore store;

    /** A product. */
    @GET
    @Path("products/{id}")
    public Product product(@PathParam("id") long id) {
        Product product = catalogue.find(id);
        if (product == null) {
            throw new NotFoundException("No product has the number " + id);
        }
        return product;
    }

    /** Adds a product, or changes it. */
    @PUT
    @Path("products/{id}")
    public void save(
            @PathParam("id") long id,
            @QueryParam("name") String name,
            @QueryParam("department") String department,
            @QueryParam("cents") int cents) {
        catalogue.save(id, name, department, cents);
    }

    /** Makes what a department sells cheaper. */
    @PUT
    @Path("departments/{department}/discount")
    public void discount(@PathParam("department") String department, @QueryParam("percent") int percent) {
        catalogue.discount(department, percent);
    }

    /** How well the cache does, by this JVM's own count. */
    @GET
    @Path("statistics")
    public Map<String, Object> statistics() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Map<String, Object> statistics = new LinkedHashMap<>();
        statistics.put("databaseReads", store.reads());
        for (ObjectName cache : server.queryNames(new ObjectName("javax.cache:type=CacheStatistics,*"), null)) {
            for (String attribute : List.of("CacheHits", "CacheMisses", "CachePuts", "CacheRemovals")) {
                statistics.put(cache.getKeyProperty("Cache") + '.' + attribute, server.getAttribute(cache, attribute));
            }
        }
        return statistics;
    }
}
