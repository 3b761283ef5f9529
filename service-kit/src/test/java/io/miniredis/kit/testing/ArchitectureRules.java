package io.miniredis.kit.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The rules that hold in every service; each has a test of one line that calls {@link #check}. */
public final class ArchitectureRules {

    private ArchitectureRules() {}

    /** @param rootPackage such as {@code io.miniredis.backend}; its sub-packages are the features */
    public static void check(String rootPackage) {
        var classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(rootPackage);
        if (classes.isEmpty()) throw new AssertionError("no classes in " + rootPackage);
        rules(rootPackage).forEach(rule -> rule.check(classes));
        everyPackageSaysWhatItIs(classes);
    }

    private static Stream<ArchRule> rules(String root) {
        return Stream.of(
                noClasses()
                        .should()
                        .resideInAnyPackage(
                                "..controller..",
                                "..service..",
                                "..impl..",
                                "..dto..",
                                "..util..",
                                "..utils..",
                                "..vo..")
                        .because("packages are features, not layers"),
                noClasses()
                        .should()
                        .haveNameMatching(".*(Util|Utils|Helper|Impl|Dto|DTO|Constants)")
                        .because("such a name says what the author did not want to decide"),
                slices().matching(root + ".(*)..")
                        .should()
                        .beFreeOfCycles()
                        .allowEmptyShould(true)
                        .because("a feature that needs its user is one feature with it"),
                noClasses()
                        .should()
                        .callMethod(Instant.class, "now")
                        .orShould()
                        .callMethod(LocalDate.class, "now")
                        .orShould()
                        .callMethod(LocalDateTime.class, "now")
                        .orShould()
                        .callMethod(OffsetDateTime.class, "now")
                        .orShould()
                        .callMethod(ZonedDateTime.class, "now")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis")
                        .because("time comes from an injected Clock"),
                noClasses()
                        .should()
                        .callMethod(Thread.class, "sleep", long.class)
                        .because("wait for the event"),
                noFields()
                        .should()
                        .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                        .because("dependencies come by the constructor"),
                noMethods()
                        .that()
                        .areDeclaredInClassesThat()
                        .areAnnotatedWith("jakarta.persistence.Entity")
                        .should()
                        .haveNameMatching("set[A-Z].*")
                        .allowEmptyShould(true)
                        .because("an entity moves by guarded transitions"));
    }

    private static void everyPackageSaysWhatItIs(JavaClasses classes) {
        List<String> silent = classes.stream()
                .map(it -> it.getPackageName())
                .distinct()
                .filter(it -> Arrays.stream(Package.getPackages())
                                .noneMatch(known -> known.getName().equals(it + ".package-info"))
                        && ArchitectureRules.class.getResource("/" + it.replace('.', '/') + "/package-info.class")
                                == null)
                .toList();
        if (!silent.isEmpty()) throw new AssertionError("no package-info.java in " + silent);
    }
}
