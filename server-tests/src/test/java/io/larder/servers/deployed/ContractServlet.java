package io.larder.servers.deployed;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Properties;
import javax.cache.Caching;

/** Runs a contract where it is deployed, and answers with what came of each of its tests. */
@WebServlet("/contract")
public class ContractServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Properties answer;
        try {
            answer = ContractRun.of(Class.forName(request.getParameter("class")));
        } catch (ClassNotFoundException e) {
            throw new ServletException(e);
        }
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
