package io.counterpart.portal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.Entity;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String ROOT = "io.counterpart.portal.";
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.counterpart.portal");

    @Test
    void featuresFormNoCircle() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void everyMethodThatAnswersSaysWhoMayCallIt() {
        methods()
                .that()
                .areAnnotatedWith(GET.class)
                .or()
                .areAnnotatedWith(PUT.class)
                .or()
                .areAnnotatedWith(POST.class)
                .or()
                .areAnnotatedWith(PATCH.class)
                .or()
                .areAnnotatedWith(DELETE.class)
                .should()
                .beAnnotatedWith(RolesAllowed.class)
                .orShould()
                .beAnnotatedWith(Authenticated.class)
                .orShould()
                .beAnnotatedWith(PermitAll.class)
                .check(OURS);
    }

    @Test
    void onlyTheDatabaseOpensSessions() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "database")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Mutiny.SessionFactory.class)
                .check(OURS);
    }

    @Test
    void onlyTheLogKnowsPulsarAndOnlyHistoryKnowsItsLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "log")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.pulsar..")
                .check(OURS);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "history")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.counterpart.history..")
                .check(OURS);
    }

    @Test
    void theQueryLanguageIsPlainJava() {
        classes()
                .that()
                .resideInAPackage(ROOT + "query")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "io.counterpart.contracts.identity", ROOT + "query")
                .check(OURS);
    }

    @Test
    void rowsNeverLeaveTheirPackage() {
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .should()
                .bePackagePrivate()
                .check(OURS);
        classes()
                .that()
                .areAnnotatedWith(Path.class)
                .should()
                .haveSimpleNameEndingWith("Resource")
                .check(OURS);
    }
}
