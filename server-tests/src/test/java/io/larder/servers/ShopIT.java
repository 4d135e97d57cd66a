package io.larder.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
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

    @Deployment(testable = false)
    static WebArchive shop() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("test.shop")));
    }

    @Test
    void product_readTwice_isReadFromTheDatabaseOnce() {
        Server server = Server.current();
        server.put("/shop/api/products/1?name=Apple&cents=120");

        assertThat(server.get("/shop/api/products/1")).contains("\"name\":\"Apple\"", "\"cents\":120");
        assertThat(server.get("/shop/api/products/1")).contains("\"cents\":120");
        assertThat(server.get("/shop/api/statistics")).contains("\"databaseReads\":1", "\"products.CacheHits\":1");

        server.put("/shop/api/products/1?name=Apple&cents=130");

        assertThat(server.get("/shop/api/products/1")).contains("\"cents\":130");
        assertThat(server.get("/shop/api/statistics")).contains("\"databaseReads\":2");
        assertThat(server.send(Server.request("/shop/api/products/2").GET()).statusCode())
                .isEqualTo(404);
    }
}
