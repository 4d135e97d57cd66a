package io.larder.servers;

import io.larder.cdi.contract.Host;
import io.larder.servers.deployed.DeployedHost;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Applications as their authors would package them: Larder and the integration are libraries of the WAR. */
final class Application {

    private Application() {}

    /** An application of some classes; where Redis is, the server says. */
    static WebArchive war(String name, Class<?>... classes) {
        return bareWar(name, classes).addAsLibraries(jars("test.application.libraries"));
    }

    /** The same without libraries. */
    static WebArchive bareWar(String name, Class<?>... classes) {
        return ShrinkWrap.create(WebArchive.class, name + ".war")
                .addClasses(classes)
                .addAsWebInfResource(new StringAsset(BEANS_XML), "beans.xml");
    }

    /** An application that runs contracts. */
    static WebArchive ofContracts(String name, List<Class<?>> contracts) {
        return war(name, Contracts.classesOf(contracts))
                .addPackage(DeployedHost.class.getPackage())
                .addAsServiceProvider(Host.class, DeployedHost.class)
                .addAsLibraries(jars("test.tool.libraries"));
    }

    /** An EAR that has the libraries for all its WARs, which have none. */
    static EnterpriseArchive ear(String name, WebArchive... wars) {
        return ShrinkWrap.create(EnterpriseArchive.class, name + ".ear")
                .addAsLibraries(jars("test.application.libraries"))
                .addAsModules(wars);
    }

    static File[] jars(String property) {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty(property)))) {
            return files.map(Path::toFile)
                    .filter(file -> file.getName().endsWith(".jar"))
                    .sorted()
                    .toArray(File[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String BEANS_XML = """
            <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                   xsi:schemaLocation="https://jakarta.ee/xml/ns/jakartaee https://jakarta.ee/xml/ns/jakartaee/beans_3_0.xsd"
                   version="3.0" bean-discovery-mode="annotated">
            </beans>
            """;
}
