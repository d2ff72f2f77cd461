package io.github.swfsdk.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The tests run on the class path; this one proves that the same jars work on the module path. */
class ModulePathTest {
    private static final ModuleLayer BOOT = ModuleLayer.boot();

    @Test
    void theModulesFormALayer() throws Exception {
        List<String> roots = new ArrayList<>(SdkModules.NAMES);
        roots.add("com.h2database"); // optional to the storage module, so an application names it
        roots.add("micrometer.core"); // optional to the DICOM module
        ModuleLayer layer = BOOT.defineModulesWithOneLoader(resolve(roots), ClassLoader.getPlatformClassLoader());

        for (String name : SdkModules.NAMES) {
            Module module = layer.findModule(name).orElseThrow();
            assertThat(module.isNamed()).isTrue();
            for (String type : typesOf(module)) {
                assertThatCode(() -> resolveSignatures(Class.forName(module, type)))
                        .as(type)
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void aModalityNeedsNoHl7AndNoStorage() {
        Configuration fromNothing = Configuration.resolve(
                SdkModules.runtimePath(),
                List.of(Configuration.empty()),
                ModuleFinder.ofSystem(),
                Set.of("io.github.swfsdk.dicom"));
        assertThat(fromNothing.modules().stream().map(ResolvedModule::name))
                .contains("io.github.swfsdk.dicom", "io.github.swfsdk.api", "org.slf4j")
                .doesNotContain("io.github.swfsdk.hl7", "io.github.swfsdk.storage", "java.sql");
    }

    @TestFactory
    Stream<DynamicTest> eachModuleRequiresOnlyWhatItsPlaceAllows() {
        String api = "io.github.swfsdk.api";
        Map<String, Set<String>> allowed = Map.of(
                api,
                Set.of("java.base"),
                "io.github.swfsdk.dicom",
                Set.of(
                        "java.base",
                        "java.xml",
                        "jdk.net",
                        "jdk.charsets",
                        api,
                        "org.slf4j",
                        "com.fasterxml.jackson.core"),
                "io.github.swfsdk.hl7",
                Set.of("java.base", api, "org.slf4j"),
                "io.github.swfsdk.storage",
                Set.of("java.base", "java.sql", api, "org.slf4j", "flyway.core"));
        return allowed.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> assertThat(requiredBy(entry.getKey())).isSubsetOf(entry.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> theClassPathAndTheModulePathNameTheSameProviders() {
        return SdkModules.ours()
                .map(module -> DynamicTest.dynamicTest(
                        module.descriptor().name(),
                        () -> assertThat(SdkModules.providersOnTheClassPath(module))
                                .isEqualTo(SdkModules.providersOfTheModule(module))));
    }

    @Test
    void noPackageLivesInTwoModules() {
        List<String> packages = SdkModules.ours()
                .flatMap(module -> module.descriptor().packages().stream())
                .toList();
        assertThat(packages).doesNotHaveDuplicates();
    }

    /** Looks up each type in the signatures: fails where a module does not read what its classes name. */
    private static int resolveSignatures(Class<?> type) {
        return type.getDeclaredFields().length
                + type.getDeclaredConstructors().length
                + type.getDeclaredMethods().length;
    }

    private static Configuration resolve(List<String> roots) {
        return Configuration.resolve(
                SdkModules.runtimePath(), List.of(BOOT.configuration()), ModuleFinder.of(), Set.copyOf(roots));
    }

    private static Set<String> requiredBy(String module) {
        return SdkModules.runtimePath().find(module).orElseThrow().descriptor().requires().stream()
                .filter(requires -> !requires.modifiers().contains(Modifier.STATIC)) // needed to compile only
                .map(Requires::name)
                .collect(Collectors.toSet());
    }

    private static List<String> typesOf(Module module) throws Exception {
        ModuleReference reference =
                SdkModules.runtimePath().find(module.getName()).orElseThrow();
        try (var reader = reference.open()) {
            return reader.list()
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
    }
}
