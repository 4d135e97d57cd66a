package io.larder.examples.shop;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The shop, with a database of its own: so the WAR runs on every server as it is. */
@ApplicationPath("/api")
@DataSourceDefinition(
        name = "java:app/jdbc/shop",
        className = "org.h2.jdbcx.JdbcDataSource",
        url = "jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1",
        user = "sa",
        password = "")
public class ShopApplication extends Application {}
