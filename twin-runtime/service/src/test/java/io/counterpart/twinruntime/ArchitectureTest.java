package io.counterpart.twinruntime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.counterpart.twinruntime");

    @Test
    void onlyTheHistoryPackageKnowsQuestDb() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..twinruntime.history..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.counterpart.history..", "io.questdb..")
                .check(classes);
    }

    @Test
    void noPackagesDependOnOneAnotherInACircle() {
        slices().matching("io.counterpart.twinruntime.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }
}
