package io.larder.quarkus;

import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import javax.cache.annotation.CacheResult;

/** Ends the start of an application that is built with it. */
@IfBuildProfile("wrong")
@ApplicationScoped
public class Wrong {

    @CacheResult
    public void find(String id) {}
}
