package io.github.swfsdk.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.channels.NetworkChannel;
import java.util.Set;

/** Directions between modules and between the layers of the engine, and what vendors may see. */
@AnalyzeClasses(packages = "io.github.swfsdk", importOptions = ArchitectureTest.SdkOnly.class)
class ArchitectureTest {
    private static final String ROOT = "io.github.swfsdk.";
    private static final String API = ROOT + "api..";
    private static final String DICOM = ROOT + "dicom..";
    private static final String HL7 = ROOT + "hl7..";
    private static final String STORAGE = ROOT + "storage..";
    private static final String[] APPLICATIONS = {ROOT + "examples..", ROOT + "interop..", ROOT + "bench.."};
    private static final String[] ENGINES = {API, DICOM, HL7, STORAGE};

    private static final Set<String> JAVA_BASE = Object.class.getModule().getPackages();

    /** Read by tools, never needed at run time. */
    private static final DescribedPredicate<JavaClass> ANNOTATIONS =
            resideInAnyPackage("org.jspecify.annotations", "com.google.errorprone.annotations..");

    /** Addresses too: who knows where a peer is soon connects to it. */
    private static final DescribedPredicate<JavaClass> SOCKETS = describe(
            "sockets",
            type -> type.getPackageName().startsWith("java.net")
                            && type.getName().contains("Socket")
                    || type.getPackageName().startsWith("javax.net")
                    || type.isAssignableTo(NetworkChannel.class));

    @ArchTest
    static final ArchRule the_api_needs_only_java_base = classes()
            .that()
            .resideInAPackage(API)
            .should()
            .onlyDependOnClassesThat(resideInAPackage(API).or(ANNOTATIONS).or(inJavaBase()));

    @ArchTest
    static final ArchRule the_dicom_engine_knows_no_sibling =
            noClasses().that().resideInAPackage(DICOM).should().dependOnClassesThat(resideInAnyPackage(HL7, STORAGE));

    @ArchTest
    static final ArchRule hl7_knows_no_sibling =
            noClasses().that().resideInAPackage(HL7).should().dependOnClassesThat(resideInAnyPackage(DICOM, STORAGE));

    @ArchTest
    static final ArchRule storage_knows_no_sibling =
            noClasses().that().resideInAPackage(STORAGE).should().dependOnClassesThat(resideInAnyPackage(DICOM, HL7));

    @ArchTest
    static final ArchRule nothing_depends_on_the_applications = noClasses()
            .that()
            .resideInAnyPackage(ENGINES)
            .should()
            .dependOnClassesThat(resideInAnyPackage(APPLICATIONS));

    @ArchTest
    static final ArchRule packages_of_the_api_form_no_cycle =
            slices().matching(ROOT + "api.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packages_of_hl7_form_no_cycle =
            slices().matching(ROOT + "hl7.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packages_of_storage_form_no_cycle =
            slices().matching(ROOT + "storage.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_engine_layers_point_one_way =
            classes().that().resideInAPackage(DICOM).should(new DependOnLowerLayersOnly());

    @ArchTest
    static final ArchRule only_the_transport_and_what_puts_a_stack_together_see_sockets = noClasses()
            .that()
            .haveNameNotMatching(".*\\.dimse\\.\\w*Association(Server|Connector)?(\\$.*)?")
            .and()
            .resideInAnyPackage(
                    ROOT + "dicom.internal.dictionary..",
                    ROOT + "dicom.internal.charset..",
                    ROOT + "dicom.internal.codec..",
                    ROOT + "dicom.internal.model..",
                    ROOT + "dicom.internal.pdu..",
                    ROOT + "dicom.internal.ul..",
                    ROOT + "dicom.internal.dimse..",
                    ROOT + "dicom.service..",
                    ROOT + "dicom.io..")
            .should()
            .dependOnClassesThat(SOCKETS);

    @ArchTest
    static final ArchRule vendors_see_java_types_and_ours_only =
            classes().that(areVisibleToVendors()).should(new SpeakInPublicTypes(SdkModules.exportedPackages()));

    @ArchTest
    static final ArchRule each_package_is_null_marked = classes()
            .that()
            .haveNameNotMatching(".*\\.(module|package)-info")
            .and()
            .resideOutsideOfPackage("..jmh_generated..")
            .should(new LiveInANullMarkedPackage());

    @ArchTest
    static final ArchRule engines_print_nothing =
            noClasses().that().resideInAnyPackage(ENGINES).should(ACCESS_STANDARD_STREAMS);

    private static DescribedPredicate<JavaClass> inJavaBase() {
        return describe(
                "java.base",
                type -> type.isPrimitive()
                        || type.getBaseComponentType().isPrimitive()
                        || JAVA_BASE.contains(type.getBaseComponentType().getPackageName()));
    }

    private static DescribedPredicate<JavaClass> areVisibleToVendors() {
        Set<String> exported = SdkModules.exportedPackages();
        return describe(
                "are visible to vendors",
                type -> exported.contains(type.getPackageName()) && SpeakInPublicTypes.isPublic(type));
    }

    /** What vendors get: no tests, not the testkit. */
    static final class SdkOnly implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/") && !location.contains("-testkit.jar");
        }
    }
}
