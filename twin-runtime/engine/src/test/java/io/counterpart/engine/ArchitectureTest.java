package io.counterpart.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.counterpart.engine");

    @Test
    void theEngineKnowsNoFrameworkNoLogAndNoDatabase() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "io.vertx..",
                        "io.netty..",
                        "org.apache.pulsar..",
                        "jakarta..",
                        "java.sql..",
                        "javax.sql..",
                        "io.questdb..",
                        "org.jboss..",
                        "java.util.logging..",
                        "java.net..",
                        "java.nio.file..")
                .check(classes);
    }

    @Test
    void theEngineAsksNeitherTheClockNorChance() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(
                        java.time.Clock.class,
                        java.time.InstantSource.class,
                        java.util.Random.class,
                        java.util.random.RandomGenerator.class,
                        java.util.UUID.class,
                        Thread.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Math.class, "random")
                .check(classes);
    }

    @Test
    void onlyOneClassKnowsTheLibraryOfUnits() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.counterpart.engine.unit.Ucum")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.fhir..")
                .check(classes);
    }

    @Test
    void theLibraryOfExpressionsIsKnownToWhoIsNamedAfterIt() {
        noClasses()
                .that()
                .haveNameNotMatching("io\\.counterpart\\.engine\\.derive\\.Cel.*")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.cel..", "com.google..", "org.antlr..")
                .check(classes);
    }

    @Test
    void noPackagesDependOnOneAnotherInACircle() {
        slices().matching("io.counterpart.engine.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }
}
