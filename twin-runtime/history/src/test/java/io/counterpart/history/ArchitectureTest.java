package io.counterpart.history;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.counterpart.history");

    @Test
    void onlyTheWriterSpeaksTheLineProtocol() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..writer..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.questdb..")
                .check(CLASSES);
    }

    @Test
    void theWriterKnowsNoSql() {
        noClasses()
                .that()
                .resideInAPackage("..writer..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "java.sql..")
                .check(CLASSES);
    }

    @Test
    void featuresDoNotGoInCircles() {
        slices().matching("io.counterpart.history.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void nothingHereKnowsAFramework() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "org.apache.pulsar..", "jakarta..")
                .check(CLASSES);
    }
}
