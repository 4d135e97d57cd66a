package io.larder.dropin.hibernate;

import jakarta.persistence.Cacheable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** An entity of which Hibernate keeps copies in its second-level cache. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
public class Planet {

    @Id
    private Long id;

    private String name;

    private LocalDate discovered;

    @ElementCollection
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    private Set<String> moons = new LinkedHashSet<>();

    /** For Hibernate. */
    protected Planet() {}

    Planet(long id, String name, LocalDate discovered, List<String> moons) {
        this.id = id;
        this.name = name;
        this.discovered = discovered;
        this.moons.addAll(moons);
    }

    String describe() {
        return id + " " + name + " " + discovered + " "
                + moons.stream().sorted().toList();
    }

    void rename(String newName) {
        this.name = newName;
    }
}
