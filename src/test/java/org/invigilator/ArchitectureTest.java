package org.invigilator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** The walls of the house. */
@AnalyzeClasses(packages = "org.invigilator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] PURE = {
    "..input..", "..register..", "..snapshot..", "..policy..", "..match..", "..rule.."
  };

  @ArchTest
  static final ArchRule dataFlowsOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("org.invigilator..")
          .layer("main")
          .definedBy("org.invigilator")
          .layer("cli")
          .definedBy("org.invigilator.cli..")
          .layer("schedule")
          .definedBy("org.invigilator.schedule..")
          .layer("privacy")
          .definedBy("org.invigilator.privacy..")
          .layer("job")
          .definedBy("org.invigilator.job..")
          .layer("demo")
          .definedBy("org.invigilator.demo..")
          .layer("connector")
          .definedBy("org.invigilator.connector..")
          .layer("report")
          .definedBy("org.invigilator.report..")
          .layer("answer")
          .definedBy("org.invigilator.answer..")
          .layer("finding")
          .definedBy("org.invigilator.finding..")
          .layer("rule")
          .definedBy("org.invigilator.rule..")
          .layer("match")
          .definedBy("org.invigilator.match..")
          .layer("snapshot")
          .definedBy("org.invigilator.snapshot..")
          .layer("policy")
          .definedBy("org.invigilator.policy..")
          .layer("register")
          .definedBy("org.invigilator.register..")
          .layer("input")
          .definedBy("org.invigilator.input..")
          .whereLayer("main")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("cli")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("schedule")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("job")
          .mayOnlyBeAccessedByLayers("schedule", "cli")
          .whereLayer("privacy")
          .mayOnlyBeAccessedByLayers("job", "schedule", "cli")
          .whereLayer("demo")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("connector")
          .mayOnlyBeAccessedByLayers("job", "report", "cli")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("privacy", "job", "schedule", "cli")
          .whereLayer("answer")
          .mayOnlyBeAccessedByLayers("job", "cli")
          .whereLayer("finding")
          .mayOnlyBeAccessedByLayers("answer", "report", "privacy", "job", "schedule", "cli")
          .whereLayer("rule")
          .mayOnlyBeAccessedByLayers("finding", "answer", "report", "privacy", "job", "cli")
          .whereLayer("match")
          .mayOnlyBeAccessedByLayers("rule", "finding", "answer", "report", "privacy", "job")
          .whereLayer("snapshot")
          .mayOnlyBeAccessedByLayers("rule", "connector", "privacy", "job")
          .because(
              "registers, pack and snapshots lead to violations, violations to the ledger, the ledger to the reports, and nothing leads back");

  @ArchTest
  static final ArchRule roomsHaveNoCycles =
      slices()
          .matching("org.invigilator.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a room that knows who uses it cannot be moved");

  @ArchTest
  static final ArchRule judgementIsPure =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..",
              "java.sql..",
              "javax.sql..",
              "org.apache.poi..",
              "java.net.http..",
              "twitter4j..")
          .because("what is judged must not depend on how it is stored, shown or fetched");

  @ArchTest
  static final ArchRule poiStaysInTheWorkbook =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.invigilator.report.workbook..", "org.invigilator.report.document..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.poi..")
          .because("what is said must not depend on the file in which it is read");

  @ArchTest
  static final ArchRule batchStaysInTheJob =
      home("org.springframework.batch..", "org.invigilator.job..");

  @ArchTest
  static final ArchRule quartzStaysInTheSchedule =
      home("org.quartz..", "org.invigilator.schedule..");

  @ArchTest
  static final ArchRule micrometerStaysInTheJob = home("io.micrometer..", "org.invigilator.job..");

  @ArchTest
  static final ArchRule picocliStaysAtTheCommandLine = home("picocli..", "org.invigilator.cli..");

  @ArchTest
  static final ArchRule twitter4jStaysWithX = home("twitter4j..", "org.invigilator.connector.x..");

  @ArchTest
  static final ArchRule mailStaysWithTheMails =
      home("jakarta.mail..", "org.invigilator.report.mail..");

  @ArchTest
  static final ArchRule theDemoServerStaysInTheDemo =
      home("com.sun.net.httpserver..", "org.invigilator.demo..");

  @ArchTest
  static final ArchRule nothingListensButTheDemo =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.invigilator.demo..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(java.net.ServerSocket.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.nio.channels.ServerSocketChannel.class)
          .because("a port that is open is a way in, and a batch auditor needs none");

  @ArchTest
  static final ArchRule nothingIsDeserialised =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(java.io.ObjectInputStream.class)
          .because("bytes that make objects make whatever their author likes");

  @ArchTest
  static final ArchRule inputIsOpenedInOnePlace =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.invigilator.input..",
              "org.invigilator.privacy..",
              "org.invigilator.demo..",
              "org.invigilator.job.store..")
          // A secret may come through a pipe.
          .and()
          .doNotHaveSimpleName("Secrets")
          .should()
          .callMethodWhere(
              com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                      com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                          com.tngtech.archunit.core.domain.JavaClass.Predicates.type(
                              java.nio.file.Files.class)))
                  .and(
                      com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                          com.tngtech.archunit.core.domain.properties.HasName.Predicates
                              .nameMatching("newInputStream|newBufferedReader|read.*|lines"))))
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.io.FileInputStream.class)
          .orShould()
          .callConstructor(java.util.zip.ZipFile.class, java.io.File.class)
          .because("a pipe must not be waited for, and every input has its limits");

  @ArchTest
  static final ArchRule connectorsAreIslands =
      slices()
          .matching("org.invigilator.connector.(*)..")
          .should()
          .notDependOnEachOther()
          .because("a source that knows another one cannot be taken away");

  @ArchTest
  static final ArchRule sqlStaysInTheLedgerAndTheSetUp =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.invigilator.finding..",
              "org.invigilator.privacy..",
              "org.invigilator.job..",
              "org.invigilator.connector",
              "org.invigilator.schedule..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..")
          .because(
              "SQL has its homes: the ledger, what is kept and erased, the marks and money of collecting, the set-up of the job, and the database that two clocks share");

  @ArchTest
  static final ArchRule onlyTheEdgesReadTheClock =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.invigilator.job..", "org.invigilator.schedule..", "org.invigilator.cli..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .because("the audit date is a parameter, so that the same input gives the same answer");

  @ArchTest
  static final ArchRule namesSaySomething =
      noClasses()
          .should()
          .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)")
          .because("such a name hides what the class is");

  @ArchTest
  static final ArchRule nullsAreDeclared =
      classes()
          .should(
              com.tngtech.archunit.lang.conditions.ArchConditions.be(
                  new DescribedPredicate<JavaClass>("in a package marked @NullMarked") {
                    @Override
                    public boolean test(JavaClass type) {
                      return type.getPackage().isAnnotatedWith(NullMarked.class);
                    }
                  }))
          .because("NullAway checks only what is marked");

  @ArchTest
  static void archivesBringEveryModuleOfJavaThatIsUsed(JavaClasses classes) throws IOException {
    String modules =
        Files.readAllLines(Path.of("src/dist/build.xml")).stream()
            .filter(line -> line.contains("name=\"modules\""))
            .findFirst()
            .orElseThrow();
    Set<String> used =
        classes.stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .map(dependency -> dependency.getTargetClass().getBaseComponentType())
            .filter(type -> type.getName().matches("(?:javax?|com\\.sun|jdk)\\..*"))
            .map(type -> type.reflect().getModule().getName())
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(used).contains("java.net.http").allMatch(name -> modules.contains(name));
  }

  private static ArchRule home(String library, String room) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .because("each framework has one home, so that it can be replaced in one place");
  }
}
