package io.larder;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Holds the shape of the library that {@code docs/architecture.md} describes. */
@AnalyzeClasses(locations = ArchitectureTest.LibraryClasses.class)
class ArchitectureTest {

    private static final String ROOT = "io.larder";

    /** Where the library's own classes are: not the tests, nor the servers for tests, which share the root package. */
    static final class LibraryClasses implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> testClass) {
            return Set.of(Location.of(
                    RedisAddress.class.getProtectionDomain().getCodeSource().getLocation()));
        }
    }

    private static final String INTERNAL = ROOT + ".internal.";

    private static final String REDIS = INTERNAL + "redis";

    /** From the top to the bottom; packages of one line may see each other, without cycles. */
    private static final List<Set<String>> LAYERS = List.of(
            Set.of(ROOT + ".spi"),
            Set.of(INTERNAL + "provider"),
            Set.of(INTERNAL + "config", INTERNAL + "cache", REDIS),
            Set.of(INTERNAL + "operation"),
            Set.of(
                    INTERNAL + "processor",
                    INTERNAL + "event",
                    INTERNAL + "integration",
                    INTERNAL + "management",
                    INTERNAL + "near",
                    INTERNAL + "lock",
                    INTERNAL + "loading"),
            Set.of(INTERNAL + "expiry", INTERNAL + "codec"),
            Set.of(INTERNAL + "store", ROOT),
            Set.of(INTERNAL + "error"));

    @ArchTest
    static final ArchRule everyPackageHasALayer = classes()
            .that()
            .resideInAPackage(ROOT + "..")
            .should()
            .resideInAnyPackage(LAYERS.stream().flatMap(Set::stream).toArray(String[]::new));

    @ArchTest
    static final ArchRule importsGoDown =
            classes().that().resideInAPackage(ROOT + "..").should(importOnlyFromItsLayerOrBelow());

    @ArchTest
    static final ArchRule noCycles =
            SlicesRuleDefinition.slices().assignedFrom(eachPackage()).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheRedisLayerKnowsRedisson = noClasses()
            .that()
            .resideOutsideOfPackage(REDIS)
            .should()
            .dependOnClassesThat(Predicates.resideInAPackage("org.redisson..")
                    .and(DescribedPredicate.not(Predicates.type(org.redisson.api.RedissonClient.class))))
            .because("the client can be replaced only as long as one package knows it");

    @ArchTest
    static final ArchRule onlyTheApiTakesTheUsersClient = noClasses()
            .that()
            .resideOutsideOfPackages(REDIS, ROOT)
            .should()
            .dependOnClassesThat(Predicates.type(org.redisson.api.RedissonClient.class));

    @ArchTest
    static final ArchRule settingsAreReadInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackages(INTERNAL + "config", REDIS)
            .should()
            .callMethodWhere(target(owner(are(Predicates.type(System.class))))
                    .and(target(nameMatching("getProperty|getProperties|getenv"))))
            .orShould()
            .callMethodWhere(target(nameMatching("getInteger|getLong|getBoolean"))
                    .and(target(owner(are(describe(
                            "a box",
                            type -> type.isEquivalentTo(Integer.class)
                                    || type.isEquivalentTo(Long.class)
                                    || type.isEquivalentTo(Boolean.class)))))))
            .because("what steers Larder is documented in one place, and no code asks whether a test runs");

    /** Nanoseconds of this JVM are for waits and ages. What JVMs have in common is timed by Redis, so that clocks may differ. */
    @ArchTest
    static final ArchRule nobodyAsksForTheTime = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethodWhere(target(nameMatching("now|system.*|tick.*|millis|instant"))
                    .and(target(owner(describe(
                            "in java.time",
                            type -> type.getPackageName().startsWith("java.time")
                                    && !type.getSimpleName().equals("Duration"))))))
            .orShould()
            .callConstructor(Date.class)
            .orShould()
            .callMethod(Calendar.class, "getInstance")
            .because("two JVMs whose clocks differ have to agree on what is expired, held or invalid");

    @ArchTest
    static final ArchRule namesSayTheJob = noClasses()
            .should()
            .haveNameMatching(".*(Utils?|Helpers?)(\\$.*)?")
            .orShould()
            .resideInAnyPackage("..util..", "..utils..", "..helper..", "..helpers..");

    @ArchTest
    static final ArchRule theApiShowsNothingInternal = codeUnits()
            .that()
            .areDeclaredInClassesThat(describe("are public and not internal", ArchitectureTest::isPublicApi))
            .and(describe("can be called from outside", ArchitectureTest::isCallable))
            .should(haveNoInternalTypeInItsSignature());

    private static boolean isPublicApi(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && !type.getPackageName().startsWith(INTERNAL)
                && type.getEnclosingClass().map(ArchitectureTest::isPublicApi).orElse(true);
    }

    private static boolean isCallable(JavaCodeUnit unit) {
        return unit.getModifiers().contains(JavaModifier.PUBLIC)
                || unit.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static ArchCondition<JavaCodeUnit> haveNoInternalTypeInItsSignature() {
        return new ArchCondition<>("have no internal type in its signature") {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                unit.getAllInvolvedRawTypes().stream()
                        .filter(type -> type.getPackageName().startsWith(INTERNAL))
                        .forEach(type -> events.add(SimpleConditionEvent.violated(
                                unit, unit.getFullName() + " shows " + type.getFullName())));
            }
        };
    }

    private static ArchCondition<JavaClass> importOnlyFromItsLayerOrBelow() {
        return new ArchCondition<>("import only from its layer or below") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> layerOf(dependency.getTargetClass()) < layerOf(type))
                        .map(Dependency::getDescription)
                        .forEach(text -> events.add(SimpleConditionEvent.violated(type, text)));
            }
        };
    }

    /** Counted from the top; what is not ours lies below everything. */
    private static int layerOf(JavaClass type) {
        return IntStream.range(0, LAYERS.size())
                .filter(layer -> LAYERS.get(layer).contains(type.getPackageName()))
                .findFirst()
                .orElse(LAYERS.size());
    }

    /** By the whole package name: slices by a pattern with stars once let a real cycle pass. */
    private static SliceAssignment eachPackage() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().startsWith(ROOT)
                        ? SliceIdentifier.of(type.getPackageName())
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "each package";
            }
        };
    }
}
