package io.counterpart.tenants;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;

/** The walls between the packages. */
class ArchitectureTest {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.counterpart.tenants");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.counterpart.tenants.(*)..")
                .should()
                .beFreeOfCycles()
                .check(OURS);
    }

    @Test
    void everyOperationSaysWhoMayCallIt() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(Path.class)
                .and()
                .arePublic()
                .should()
                .beAnnotatedWith(RolesAllowed.class)
                .check(OURS);
    }

    @Test
    void onlyTheTenantsDatabaseOpensSessions() {
        only("io.counterpart.tenants.database", "org.hibernate.reactive.mutiny.Mutiny$SessionFactory")
                .check(OURS);
    }

    @Test
    void onlyTheControlDatabaseHasThePool() {
        only("io.counterpart.tenants.database", "io.vertx.mutiny.sqlclient.Pool")
                .check(OURS);
    }

    @Test
    void onlyTheAdapterKnowsPulsar() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.counterpart.tenants.pulsar")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.pulsar..")
                .check(OURS);
    }

    @Test
    void rowsNeverLeaveTheirPackage() {
        classes()
                .that()
                .areAnnotatedWith(jakarta.persistence.Entity.class)
                .should()
                .notHaveModifier(JavaModifier.PUBLIC)
                .check(OURS);
    }

    private static ArchRule only(String owner, String type) {
        DescribedPredicate<JavaClass> named =
                DescribedPredicate.describe(type, seen -> seen.getName().equals(type));
        return noClasses()
                .that(not(DescribedPredicate.describe(
                        "in " + owner, seen -> seen.getPackageName().equals(owner))))
                .should()
                .dependOnClassesThat(named);
    }
}
