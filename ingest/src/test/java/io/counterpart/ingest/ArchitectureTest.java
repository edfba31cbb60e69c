package io.counterpart.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may know whom. */
final class ArchitectureTest {

    private static final JavaClasses INGEST = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.counterpart.ingest");

    @Test
    void ingestKnowsTheContractsAndNoOtherModule() {
        noClasses()
                .should()
                .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "are another module's",
                        type -> type.getPackageName().startsWith("io.counterpart.")
                                && !type.getPackageName().startsWith("io.counterpart.ingest")
                                && !type.getPackageName().startsWith("io.counterpart.contracts")))
                .check(INGEST);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.counterpart.ingest.(*)..")
                .should()
                .beFreeOfCycles()
                .check(INGEST);
    }

    @Test
    void publishingKnowsNoProtocolAndNoAccess() {
        noClasses()
                .that()
                .resideInAPackage("..publishing..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..ingest.mqtt..", "..ingest.http..", "..ingest.access..", "io.vertx..")
                .check(INGEST);
    }

    @Test
    void theProtocolsDoNotKnowEachOtherNorPulsar() {
        noClasses()
                .that()
                .resideInAPackage("..ingest.mqtt..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..ingest.http..", "org.apache.pulsar..")
                .check(INGEST);
        noClasses()
                .that()
                .resideInAPackage("..ingest.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..ingest.mqtt..", "org.apache.pulsar..")
                .check(INGEST);
    }

    @Test
    void configurationsArePublicInterfacesOfTheirFeature() {
        classes()
                .that()
                .areAnnotatedWith(io.smallrye.config.ConfigMapping.class)
                .should()
                .beInterfaces()
                .andShould()
                .haveSimpleNameEndingWith("Config")
                .check(INGEST);
    }
}
