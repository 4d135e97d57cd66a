package io.larder.servers.life;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.ref.WeakReference;

/** Does what it is asked to, and makes its class loader known to the {@link ProbeServlet}. */
@WebServlet("/life")
public class LifeServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    @SuppressWarnings({"NullAway.Init", "serial"})
    private transient Prices prices;

    @Inject
    @SuppressWarnings({"NullAway.Init", "serial"})
    private transient Stock stock;

    @Inject
    @SuppressWarnings({"NullAway.Init", "serial"})
    private transient Basket basket;

    @Override
    public void init() {
        ProbeServlet.loaders().add(new WeakReference<>(LifeServlet.class.getClassLoader()));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain; charset=ISO-8859-1");
        response.getWriter().print(answer(request.getParameter("call")));
    }

    private Object answer(String call) {
        return switch (call) {
            case "nothing" -> "nothing";
            case "bean" -> prices.find("apple");
            case "ejb" -> stock.count("apple");
            case "sell" -> {
                stock.sell("apple");
                yield "sold";
            }
            case "session" -> basket.total("somebody");
            default -> throw new IllegalArgumentException(call);
        };
    }
}
