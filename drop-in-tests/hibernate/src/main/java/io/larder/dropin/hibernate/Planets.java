package io.larder.dropin.hibernate;

import java.time.LocalDate;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.stat.Statistics;

/** The application: planets in a database, with Hibernate's second-level cache and query cache. */
public final class Planets implements AutoCloseable {

    private final SessionFactory sessions;

    /** Opens a database in memory that stays as long as the JVM. */
    public Planets() {
        this.sessions = new Configuration()
                .addAnnotatedClass(Planet.class)
                .setProperty("hibernate.connection.url", "jdbc:h2:mem:planets;DB_CLOSE_DELAY=-1")
                .setProperty("hibernate.hbm2ddl.auto", "update")
                .setProperty("hibernate.generate_statistics", "true")
                .setProperty("hibernate.cache.region.factory_class", "jcache")
                .setProperty("hibernate.javax.cache.missing_cache_strategy", "create")
                .setProperty("hibernate.cache.use_query_cache", "true")
                .buildSessionFactory();
    }

    void addNeptune() {
        sessions.inTransaction(session ->
                session.persist(new Planet(8, "Neptune", LocalDate.of(1846, 9, 23), List.of("Triton", "Nereid"))));
    }

    String describe(long id) {
        return sessions.fromTransaction(
                session -> session.find(Planet.class, id).describe());
    }

    List<String> names() {
        return sessions.fromTransaction(session -> session.createQuery("select p.name from Planet p", String.class)
                .setCacheable(true)
                .list());
    }

    void rename(long id, String name) {
        sessions.inTransaction(session -> session.find(Planet.class, id).rename(name));
    }

    /** What Hibernate counted. */
    Statistics statistics() {
        return sessions.getStatistics();
    }

    @Override
    public void close() {
        sessions.close();
    }
}
