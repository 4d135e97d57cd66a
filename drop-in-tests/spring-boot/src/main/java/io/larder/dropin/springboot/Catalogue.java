package io.larder.dropin.springboot;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Service;

/** Looks books up, and counts how often. */
@Service
public class Catalogue {

    private final AtomicInteger lookUps = new AtomicInteger();

    /** Returns a book, or null if there is none. */
    @Cacheable("books")
    public Book book(String isbn) {
        lookUps.incrementAndGet();
        return isbn.equals("none")
                ? null
                : new Book(isbn, "The Hitchhiker's Guide", List.of("Douglas Adams"), LocalDate.of(1979, 10, 12));
    }

    /** Returns a title; Spring lets one thread look it up, by an entry processor. */
    @Cacheable(cacheNames = "titles", sync = true)
    public String title(String isbn) {
        lookUps.incrementAndGet();
        return "title of " + isbn;
    }

    /** Forgets a book. */
    @CacheEvict("books")
    public void forget(String isbn) {}

    int lookUps() {
        return lookUps.get();
    }
}
