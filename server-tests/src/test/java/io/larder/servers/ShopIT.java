package io.larder.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The example: its WAR, as it was built, is used over HTTP. Where Redis is, the server says. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ShopIT {

    private final Server server = Server.current();

    @Deployment(testable = false)
    static WebArchive shop() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("test.shop")));
    }

    @Test
    void product_readTwice_isReadFromTheDatabaseOnce() {
        long reads = statistic("databaseReads");
        long hits = statistic("products.CacheHits");
        save(1, "Apple", "fruit", 120);

        assertThat(product(1)).contains("\"name\":\"Apple\"", "\"cents\":120");
        assertThat(product(1)).contains("\"cents\":120");
        assertThat(statistic("databaseReads") - reads).isEqualTo(1);
        assertThat(statistic("products.CacheHits") - hits).isEqualTo(1);

        save(1, "Apple", "fruit", 130);

        assertThat(product(1)).contains("\"cents\":130");
        assertThat(statistic("databaseReads") - reads).isEqualTo(2);
        assertThat(server.send(Server.request("/shop/api/products/2").GET()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void department_discounted_isReadAgainAndNoOther() {
        save(3, "Nut", "snacks", 200);
        save(4, "Nail", "tools", 10);
        product(3);
        product(4);
        long reads = statistic("databaseReads");

        server.put("/shop/api/departments/snacks/discount?percent=10");

        assertThat(product(3)).contains("\"cents\":180");
        assertThat(product(4)).contains("\"cents\":10");
        assertThat(statistic("databaseReads") - reads).isEqualTo(1);
    }

    private void save(int id, String name, String department, int cents) {
        server.put("/shop/api/products/" + id + "?name=" + name + "&department=" + department + "&cents=" + cents);
    }

    private String product(int id) {
        return server.get("/shop/api/products/" + id);
    }

    /** Zero as long as there is no cache to count. */
    private long statistic(String name) {
        Matcher found =
                Pattern.compile('"' + Pattern.quote(name) + "\":(\\d+)").matcher(server.get("/shop/api/statistics"));
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }
}
