package io.larder.dropin.war;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.JreMemoryLeakPreventionListener;
import org.apache.catalina.core.ThreadLocalLeakPreventionListener;
import org.apache.catalina.startup.Tomcat;

/** A Tomcat with the listeners against leaks that its server.xml has, too. */
final class Server implements AutoCloseable {

    private final Tomcat tomcat = new Tomcat();
    private final HttpClient client = HttpClient.newHttpClient();

    Server(Path folder) throws LifecycleException {
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.setAddDefaultWebXmlToWebapp(false);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        // Threads that served an undeployed application end when they are idle: after a minute by default.
        tomcat.getConnector().setProperty("maxIdleTime", "1000");
        tomcat.getHost().setAppBase(folder.resolve("webapps").toString());
        folder.resolve("webapps").toFile().mkdirs();
        tomcat.getServer().addLifecycleListener(new JreMemoryLeakPreventionListener());
        tomcat.getServer().addLifecycleListener(new ThreadLocalLeakPreventionListener());
        tomcat.start();
    }

    Context deploy(Path war) {
        return tomcat.addWebapp("/shop", war.toAbsolutePath().toString());
    }

    /** Stops the application and forgets it; its class loader should be garbage then. */
    WeakReference<ClassLoader> undeploy(Context application) throws LifecycleException {
        WeakReference<ClassLoader> loader =
                new WeakReference<>(application.getLoader().getClassLoader());
        application.stop();
        application.destroy();
        tomcat.getHost().removeChild(application);
        return loader;
    }

    String get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + path);
        HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body().strip();
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}
