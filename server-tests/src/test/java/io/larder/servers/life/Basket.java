package io.larder.servers.life;

import jakarta.enterprise.context.SessionScoped;
import java.io.Serializable;
import javax.cache.annotation.CacheResult;

/** A bean of a session, which the server may passivate. */
@SessionScoped
public class Basket implements Serializable {

    private static final long serialVersionUID = 1L;

    private int calls;

    /** Returns one more with each call in the session. */
    @CacheResult(cacheName = "totals")
    public int total(String user) {
        calls++;
        return calls;
    }
}
