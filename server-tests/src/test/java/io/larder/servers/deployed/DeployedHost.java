package io.larder.servers.deployed;

import io.larder.cdi.contract.Host;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.spi.AlterableContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;

/** The server's container. It starts once; that each test finds new beans is had by destroying those there are. */
public final class DeployedHost implements Host {

    private Class<?>[] started = {};

    @Override
    public void start(Class<?>... beanClasses) {
        started = beanClasses;
        destroyBeans();
    }

    @Override
    public <T> Instance<T> select(Class<T> type) {
        return CDI.current().select(type);
    }

    @Override
    public void stop() {
        destroyBeans();
    }

    private void destroyBeans() {
        BeanManager manager = CDI.current().getBeanManager();
        AlterableContext context = (AlterableContext) manager.getContext(ApplicationScoped.class);
        for (Class<?> type : started) {
            for (Bean<?> bean : manager.getBeans(type, Any.Literal.INSTANCE)) {
                if (bean.getScope() == ApplicationScoped.class) {
                    context.destroy(bean);
                }
            }
        }
    }
}
