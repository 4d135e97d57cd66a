package io.larder.internal.codec;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.lang.ref.Reference;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.InvocationHandler;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Channel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.BaseStream;

/**
 * Classes that have no business in a cache: the building blocks of known deserialization attacks, by name, and things
 * that do rather than are, by supertype. A list of known attacks is never complete.
 */
final class DeniedClasses {

    /** Packages with everything below them, and classes with their nested classes. */
    private static final Set<String> NAMES = Set.of(
            // the JDK
            "com.sun",
            "java.applet",
            "java.awt",
            "java.beans",
            "java.lang.invoke",
            "java.lang.module",
            "java.lang.reflect",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.Runtime",
            "java.rmi",
            "java.security",
            "javax.imageio",
            "javax.management",
            "javax.naming",
            "javax.print",
            "javax.script",
            "javax.sql",
            "javax.swing",
            "jdk",
            "sun",
            // bean and collection libraries that call what they are told to call
            "clojure.core",
            "clojure.inspector",
            "com.alibaba.fastjson",
            "com.alibaba.fastjson2",
            "com.fasterxml.jackson.databind.node.POJONode",
            "com.rometools.rome",
            "com.sun.syndication",
            "com.vaadin.data.util",
            "com.vaadin.v7.data.util",
            "javassist",
            "net.sf.cglib.proxy",
            "net.sf.json",
            "org.apache.click.control",
            "org.apache.commons.beanutils",
            "org.apache.commons.beanutils2",
            "org.apache.commons.collections.comparators.TransformingComparator",
            "org.apache.commons.collections.functors",
            "org.apache.commons.collections.map.DefaultedMap",
            "org.apache.commons.collections.map.LazyMap",
            "org.apache.commons.collections.map.TransformedMap",
            "org.apache.commons.collections4.comparators.TransformingComparator",
            "org.apache.commons.collections4.functors",
            "org.apache.commons.collections4.map.DefaultedMap",
            "org.apache.commons.collections4.map.LazyMap",
            "org.apache.commons.collections4.map.TransformedMap",
            "org.apache.commons.configuration",
            "org.apache.commons.configuration2",
            "org.apache.commons.jxpath",
            "org.aspectj.weaver",
            "scala.sys.process",
            // languages and expressions
            "bsh",
            "com.oracle.truffle",
            "freemarker",
            "groovy.lang.Closure",
            "groovy.util.Expando",
            "ognl",
            "org.apache.commons.jelly",
            "org.apache.el",
            "org.apache.velocity",
            "org.codehaus.groovy.runtime",
            "org.jython",
            "org.mozilla.javascript",
            "org.mvel2",
            "org.python",
            // containers, injection, interception
            "com.sun.jndi",
            "org.apache.myfaces",
            "org.apache.tomcat.dbcp",
            "org.apache.wicket.util.upload",
            "org.hibernate.engine.spi.TypedValue",
            "org.hibernate.jmx",
            "org.hibernate.property",
            "org.hibernate.tuple",
            "org.hibernate.type.ComponentType",
            "org.jboss.interceptor",
            "org.jboss.proxy",
            "org.jboss.weld.interceptor",
            "org.springframework.aop",
            "org.springframework.beans",
            "org.springframework.context",
            "org.springframework.core.SerializableTypeWrapper",
            "org.springframework.expression",
            "org.springframework.jndi",
            "org.springframework.transaction.jta",
            // data sources and naming
            "ch.qos.logback.core.db",
            "com.atomikos",
            "com.caucho.naming",
            "com.mchange",
            "com.zaxxer.hikari",
            "net.sf.ehcache.hibernate",
            "net.sf.ehcache.transaction.manager",
            "oracle.jdbc.rowset",
            "org.apache.activemq.pool",
            "org.apache.commons.dbcp",
            "org.apache.commons.dbcp2",
            "org.apache.ibatis.datasource",
            "org.apache.shiro.jndi",
            "org.apache.xbean.naming",
            "org.quartz.utils",
            // files and XML
            "org.apache.commons.fileupload",
            "org.apache.commons.fileupload2",
            "org.apache.xalan",
            "org.apache.xpath");

    private static final List<Class<?>> DOERS = List.of(
            AccessibleObject.class,
            BaseStream.class,
            Channel.class,
            ClassLoader.class,
            Executor.class,
            InputStream.class,
            InvocationHandler.class,
            OutputStream.class,
            Process.class,
            Reader.class,
            Reference.class,
            ServerSocket.class,
            Socket.class,
            Thread.class,
            ThreadGroup.class,
            ThreadLocal.class,
            Writer.class);

    private DeniedClasses() {}

    /** Tells whether a class, or a package or class around it, is on the list. */
    static boolean contain(String className) {
        for (int end = className.length(); end > 0; end = lastBoundary(className, end)) {
            if (NAMES.contains(className.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    private static int lastBoundary(String name, int end) {
        return Math.max(name.lastIndexOf('.', end - 1), name.lastIndexOf('$', end - 1));
    }

    /** Tells whether the instances of a class do things rather than hold data. */
    static boolean isNoValue(Class<?> type) {
        return DOERS.stream().anyMatch(doer -> doer.isAssignableFrom(type));
    }
}
