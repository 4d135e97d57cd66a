package io.larder.servers;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Stands in for {@code modules/admin-cli.jar}, which the adapter of GlassFish runs by {@code java -jar} and GlassFish 8 does
 * not have: hands all arguments to {@code bin/asadmin} of the server.
 */
public final class AsAdmin {

    private AsAdmin() {}

    /** Writes the jar if the server has none. */
    static void standInForMissing(Path jar) throws IOException {
        if (Files.exists(jar)) {
            return;
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, AsAdmin.class.getName());
        String entry = AsAdmin.class.getName().replace('.', '/') + ".class";
        try (InputStream code = AsAdmin.class.getClassLoader().getResourceAsStream(entry);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry(entry));
            Objects.requireNonNull(code).transferTo(out);
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, URISyntaxException {
        File jar = new File(AsAdmin.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<String> command =
                new ArrayList<>(List.of(new File(jar.getParentFile().getParent(), "bin/asadmin").getPath()));
        command.addAll(List.of(arguments));
        ProcessBuilder asadmin = new ProcessBuilder(command).inheritIO();
        asadmin.environment().put("AS_JAVA", System.getProperty("java.home"));
        System.exit(asadmin.start().waitFor());
    }
}
