package io.larder.servers.deployed;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Properties;
import javax.cache.Caching;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a contract where it is deployed, and answers with what came of each of its tests. */
@WebServlet("/contract")
public class ContractServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Outcomes outcomes = new Outcomes();
        try {
            Class<?> contract = Class.forName(request.getParameter("class"));
            LauncherFactory.create(LauncherConfig.builder()
                            .enableTestEngineAutoRegistration(false)
                            .enableLauncherSessionListenerAutoRegistration(false)
                            .enableTestExecutionListenerAutoRegistration(false)
                            .enablePostDiscoveryFilterAutoRegistration(false)
                            .addTestEngines(new JupiterTestEngine())
                            .build())
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(contract))
                                    .build(),
                            outcomes);
        } catch (ClassNotFoundException e) {
            throw new ServletException(e);
        }
        Properties answer = outcomes.toProperties();
        answer.setProperty("cdi", cdi());
        response.setContentType("text/plain; charset=ISO-8859-1");
        answer.store(response.getOutputStream(), null);
    }

    /** Closes what the contracts opened themselves. */
    @Override
    public void destroy() {
        Caching.getCachingProvider().close();
    }

    private static String cdi() {
        Class<?> type = CDI.current().getBeanManager().getClass();
        Package implementation = type.getPackage();
        return nameOf(type.getName()) + ' ' + (implementation == null ? "" : implementation.getImplementationVersion());
    }

    private static String nameOf(String beanManager) {
        if (beanManager.startsWith("org.jboss.weld.")) {
            return "Weld";
        }
        return beanManager.startsWith("org.apache.webbeans.") ? "OpenWebBeans" : beanManager;
    }
}
