package io.larder.dropin.springboot;

import java.time.LocalDate;
import java.util.List;

/** What the application caches. */
record Book(String isbn, String title, List<String> authors, LocalDate published) {}
