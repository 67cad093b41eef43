// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.util.Set;
import nl.schoonnet.cli.calibration.Calibration;
import nl.schoonnet.cli.calibration.EndToEnd;
import nl.schoonnet.cli.live.ConfusionMatrix;
import nl.schoonnet.cli.live.DerivedMatrix;
import nl.schoonnet.cli.live.LiveRun;
import nl.schoonnet.cli.live.Measured;
import nl.schoonnet.cli.live.ServedRun;
import nl.schoonnet.cli.live.SeveralLooks;
import nl.schoonnet.observing.address.AddressPolicy;
import nl.schoonnet.takedown.episode.Reason;
import nl.schoonnet.takedown.episode.Verdict;
import org.junit.jupiter.api.Test;

/** Who may use whom, as docs/architecture.md draws it. */
class HouseRulesTests {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("nl.schoonnet");

    @Test
    void modules_use_only_the_modules_below_them() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("nl.schoonnet..")
                .layer("takedown")
                .definedBy("nl.schoonnet.takedown..")
                .layer("internet")
                .definedBy("nl.schoonnet.internet..")
                .layer("hashing")
                .definedBy("nl.schoonnet.hashing..")
                .layer("observing")
                .definedBy("nl.schoonnet.observing..")
                .layer("reporting")
                .definedBy("nl.schoonnet.reporting..")
                .layer("testbed")
                .definedBy("nl.schoonnet.testbed..")
                .layer("server")
                .definedBy("nl.schoonnet.server..")
                .layer("cli")
                .definedBy("nl.schoonnet.cli..")
                .whereLayer("takedown")
                .mayNotAccessAnyLayer()
                .whereLayer("internet")
                .mayNotAccessAnyLayer()
                .whereLayer("hashing")
                .mayNotAccessAnyLayer()
                .whereLayer("observing")
                .mayOnlyAccessLayers("takedown", "internet")
                .whereLayer("reporting")
                .mayOnlyAccessLayers("takedown", "internet")
                .whereLayer("testbed")
                .mayOnlyAccessLayers("internet", "reporting", "takedown")
                .whereLayer("server")
                .mayOnlyAccessLayers("takedown", "internet", "hashing", "observing", "reporting")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .check(HOUSE);
    }

    @Test
    void packages_form_no_cycles() {
        slices().matching("nl.schoonnet.(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void libraries_know_no_framework_and_no_database() {
        noClasses()
                .that()
                .resideOutsideOfPackages("nl.schoonnet.cli..", "nl.schoonnet.server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "java.sql..", "picocli..", "jakarta..")
                .check(HOUSE);
    }

    @Test
    void observing_and_the_testbed_take_from_takedown_only_the_codes() {
        noClasses()
                .that()
                .resideInAnyPackage("nl.schoonnet.observing..", "nl.schoonnet.testbed..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are of takedown and no codes of a look",
                        target -> target.getPackageName().startsWith("nl.schoonnet.takedown")
                                && !target.isEquivalentTo(Reason.class)
                                && !target.isEquivalentTo(Verdict.class)))
                .check(HOUSE);
    }

    @Test
    void beside_the_server_and_its_client_two_packages_of_observing_use_the_network_and_the_living_testbed_listens() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "nl.schoonnet.observing.resolve..",
                        "nl.schoonnet.observing.request..",
                        "nl.schoonnet.testbed.alive..",
                        "nl.schoonnet.server..")
                .and()
                .doNotHaveFullyQualifiedName("nl.schoonnet.cli.ServerClient")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(
                        java.net.Socket.class,
                        java.net.DatagramSocket.class,
                        java.net.URLConnection.class,
                        java.net.InetSocketAddress.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "javax.net..", "javax.naming..")
                .orShould()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are channels of other things than files",
                        target -> target.getPackageName().startsWith("java.nio.channels")
                                && !target.getName().startsWith(FileChannel.class.getName())
                                && !target.isEquivalentTo(Channels.class)
                                && !target.isEquivalentTo(OverlappingFileLockException.class)))
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("org.xbill.DNS..")
                .orShould()
                .callMethod(java.net.URL.class, "openStream")
                .check(HOUSE);
    }

    /** The policy that permits loopback is made where a testbed runs, and nowhere in the product. */
    @Test
    void only_the_testbed_s_own_observer_may_look_at_loopback() {
        noClasses()
                .that()
                .resideOutsideOfPackage("nl.schoonnet.cli.live..")
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "a policy for loopback is made",
                        call -> call.getTargetOwner().isEquivalentTo(AddressPolicy.class)
                                && call.getName().equals("testbed")))
                .check(HOUSE);
    }

    @Test
    void no_address_is_made_from_a_name() {
        Set<String> literalOnly = Set.of(
                "ofLiteral",
                "getByAddress",
                "getAddress",
                "getHostAddress",
                "getScopeId",
                "equals",
                "hashCode",
                "isLoopbackAddress");
        noClasses()
                .that()
                .resideOutsideOfPackage("nl.schoonnet.server..")
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "an address is made from anything but a literal",
                        call -> call.getTargetOwner().isAssignableTo(java.net.InetAddress.class)
                                && !literalOnly.contains(call.getName())))
                .check(HOUSE);
    }

    @Test
    void connections_are_opened_in_one_place() {
        noClasses()
                .that()
                .resideOutsideOfPackage("nl.schoonnet.server..")
                .and()
                .doNotHaveFullyQualifiedName("nl.schoonnet.observing.request.Connector")
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "a socket is connected",
                        call -> call.getTargetOwner().isAssignableTo(java.net.Socket.class)
                                && (call.getName().equals("connect")
                                        || call.getName().equals("bind"))))
                .orShould()
                .callConstructorWhere(DescribedPredicate.describe(
                        "a socket is made that connects at once",
                        call -> call.getTargetOwner().isAssignableTo(java.net.Socket.class)
                                && call.getTarget().getRawParameterTypes().size() > 1))
                .check(HOUSE);
    }

    @Test
    void observing_logs_and_prints_nothing() {
        noClasses()
                .that()
                .resideInAPackage("nl.schoonnet.observing..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.slf4j..", "java.util.logging..")
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(HOUSE);
    }

    /** Maven takes the scope that is nearest: a module of test scope here is missing where the launcher runs. */
    @Test
    void what_the_application_needs_is_on_the_launcher_s_class_path() throws java.io.IOException {
        java.nio.file.Path pom = java.nio.file.Path.of(System.getProperty("schoonnet.root", ".."), "cli", "pom.xml");
        org.assertj.core.api.Assertions.assertThat(java.nio.file.Files.readAllLines(pom))
                .filteredOn(line -> line.contains("<groupId>nl.schoonnet</groupId><artifactId>"))
                .hasSizeGreaterThanOrEqualTo(5)
                .noneMatch(line -> line.contains("<scope>test</scope>"));
    }

    @Test
    void no_package_is_a_drawer() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..util..", "..utils..", "..common..", "..impl..", "..helper..", "..helpers..", "..misc..")
                .check(HOUSE);
    }

    @Test
    void every_package_says_that_it_is_null_marked() {
        DescribedPredicate<JavaPackage> withClasses = DescribedPredicate.describe(
                "has classes",
                p -> p.getName().startsWith("nl.schoonnet.") && !p.getClasses().isEmpty());
        for (JavaPackage p : HOUSE.getDefaultPackage().getSubpackagesInTree()) {
            if (withClasses.test(p)) {
                org.assertj.core.api.Assertions.assertThat(
                                p.tryGetAnnotationOfType("org.jspecify.annotations.NullMarked"))
                        .as(p.getName())
                        .isPresent();
            }
        }
    }

    @Test
    void time_comes_in_and_is_not_read() {
        noClasses()
                .that()
                .resideOutsideOfPackages("nl.schoonnet.cli..", "nl.schoonnet.benchmarks..")
                .and()
                .doNotHaveFullyQualifiedName("nl.schoonnet.server.Wiring")
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "the wall clock is read",
                        call -> (call.getTargetOwner().getPackageName().equals("java.time")
                                        && (call.getName().equals("now")
                                                || call.getName().startsWith("system")))
                                || (call.getTargetOwner().isEquivalentTo(System.class)
                                        && call.getName().equals("currentTimeMillis"))))
                .orShould()
                .callConstructor(java.util.Date.class)
                .check(HOUSE);
    }

    @Test
    void command_line_classes_stay_inside() {
        classes()
                .that()
                .resideInAPackage("nl.schoonnet.cli..")
                .and()
                .doNotBelongToAnyOf(
                        Calibration.class,
                        EndToEnd.class,
                        LiveRun.class,
                        ServedRun.class,
                        ConfusionMatrix.class,
                        DerivedMatrix.class,
                        SeveralLooks.class,
                        Measured.class)
                .and()
                .areNotMemberClasses()
                .should()
                .bePackagePrivate()
                .check(HOUSE);
    }
}
