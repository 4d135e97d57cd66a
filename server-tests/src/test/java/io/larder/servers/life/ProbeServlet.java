package io.larder.servers.life;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** Looks at its JVM: which applications' class loaders are still there, and which threads and MBeans of caches. */
@WebServlet("/probe")
public class ProbeServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String LOADERS = "larder.test.loaders";
    private static final int COLLECTIONS = 5;

    /** Of the JDK's classes alone, in the JVM's one place for all: so it holds on to no application. */
    @SuppressWarnings("unchecked")
    static Collection<WeakReference<ClassLoader>> loaders() {
        return (Collection<WeakReference<ClassLoader>>)
                System.getProperties().computeIfAbsent(LOADERS, name -> new ConcurrentLinkedQueue<>());
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        if (request.getParameter("forget") != null) {
            loaders().clear();
        }
        Properties answer = new Properties();
        answer.setProperty(
                "loaders",
                String.valueOf(loaders().stream()
                        .map(WeakReference::get)
                        .filter(Objects::nonNull)
                        .count()));
        answer.setProperty("threads", threads());
        answer.setProperty("mbeans", mbeans());
        response.setContentType("text/plain; charset=ISO-8859-1");
        answer.store(response.getOutputStream(), null);
    }

    private static String threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.toLowerCase(Locale.ROOT).matches(".*(larder|redisson|netty|globaleventexec).*"))
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static String mbeans() throws ServletException {
        try {
            return ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("javax.cache:*"), null).stream()
                    .map(ObjectName::toString)
                    .sorted()
                    .collect(Collectors.joining(","));
        } catch (MalformedObjectNameException e) {
            throw new ServletException(e);
        }
    }
}
