package io.larder.cdi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the module to what it is: the JCache API on the CDI API, and nothing else. */
@AnalyzeClasses(packages = "io.larder.cdi", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String INTERNAL = "io.larder.cdi.internal.";

    @ArchTest
    static final ArchRule onlyApisAreUsed = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.cache..",
                    "jakarta.annotation..",
                    "jakarta.enterprise..",
                    "jakarta.inject..",
                    "jakarta.interceptor..",
                    "org.jspecify..",
                    "io.larder.cdi..",
                    "io.larder",
                    "jakarta.el..",
                    "org.eclipse.microprofile.config..",
                    "org.eclipse.microprofile.health..")
            .because("it works with any JCache provider, on any server");

    @ArchTest
    static final ArchRule onlyOnePackageKnowsLarder = noClasses()
            .that()
            .resideOutsideOfPackage(INTERNAL + "larder")
            .and()
            .doNotHaveSimpleName("LarderCacheProducers")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.larder")
            .because("the annotations of JSR-107 work with another provider alone on the class path");

    @ArchTest
    static final ArchRule onlyOnePackageKnowsTheExpressionLanguage = noClasses()
            .that()
            .resideOutsideOfPackage(INTERNAL + "expression")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.el..")
            .because("not every container has it");

    @ArchTest
    static final ArchRule onlyTheReadinessKnowsMicroProfileHealth = noClasses()
            .that()
            .haveSimpleNameNotContaining("Readiness")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.microprofile.health..")
            .because("not every server has it");

    @ArchTest
    static final ArchRule importsGoDown = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("extensions")
            .definedBy("io.larder.cdi")
            .layer("container")
            .definedBy(INTERNAL + "build", INTERNAL + "health", INTERNAL + "injection", INTERNAL + "interceptor")
            .layer("method")
            .definedBy(INTERNAL + "method")
            .layer("invocation")
            .definedBy(INTERNAL + "invocation")
            .layer("defaults")
            .definedBy(INTERNAL + "key", INTERNAL + "resolver")
            .layer("larder")
            .definedBy(INTERNAL + "larder")
            .layer("expression")
            .definedBy(INTERNAL + "expression")
            .layer("definition")
            .definedBy(INTERNAL + "definition")
            .layer("error")
            .definedBy(INTERNAL + "error")
            .layer("annotation")
            .definedBy("io.larder.cdi.annotation")
            .whereLayer("extensions")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("container")
            .mayOnlyBeAccessedByLayers("extensions")
            .whereLayer("method")
            .mayOnlyBeAccessedByLayers("extensions", "container")
            .whereLayer("invocation")
            .mayOnlyBeAccessedByLayers("method")
            .whereLayer("defaults")
            .mayOnlyBeAccessedByLayers("extensions", "container", "method", "invocation", "larder")
            .whereLayer("larder")
            .mayOnlyBeAccessedByLayers("container", "method")
            .whereLayer("expression")
            .mayOnlyBeAccessedByLayers("larder")
            .whereLayer("definition")
            .mayOnlyBeAccessedByLayers("extensions", "container", "method", "invocation", "larder")
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule onlyOnePlaceAsksForTheProvider = noClasses()
            .that()
            .haveNameNotMatching(".*\\.DefaultManager")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("javax.cache.Caching")
            .because("a call of Caching ties a class loader to the API's, in servers that have the API themselves");
}
