package io.larder.examples.shop;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.io.Serializable;

/** What the shop sells. */
@Entity
public class Product implements Serializable {

    private static final long serialVersionUID = 1L;

    @Id
    private long id;

    private String name = "";
    private String department = "";
    private int cents;

    /** For JPA. */
    protected Product() {}

    /** A product of a department, at a price. */
    public Product(long id, String name, String department, int cents) {
        this.id = id;
        this.name = name;
        this.department = department;
        this.cents = cents;
    }

    /** Its number. */
    public long getId() {
        return id;
    }

    /** Its name. */
    public String getName() {
        return name;
    }

    /** Where it is sold. */
    public String getDepartment() {
        return department;
    }

    /** What it costs. */
    public int getCents() {
        return cents;
    }

    void setCents(int cents) {
        this.cents = cents;
    }
}
