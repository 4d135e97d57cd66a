package io.larder.dropin.war;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import javax.cache.Cache;
import javax.cache.CacheManager;

/** Counts visits in the cache. */
@WebServlet("/visits")
public class VisitsServlet extends HttpServlet {

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        CacheManager manager = (CacheManager) getServletContext().getAttribute(CacheManager.class.getName());
        Cache<String, Visit> visits = manager.getCache("visits", String.class, Visit.class);
        int count = visits.invoke("home", new CountVisit());
        response.getWriter()
                .println(manager.getCachingProvider().getClass().getName() + " counts " + count + ", read back "
                        + visits.get("home") + ", all from the WAR: "
                        + (manager.getCachingProvider().getClass().getClassLoader()
                                == getClass().getClassLoader()));
    }
}
