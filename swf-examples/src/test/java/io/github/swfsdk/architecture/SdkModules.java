package io.github.swfsdk.architecture;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The modules that an application would have on its module path, found on the class path of this test. */
final class SdkModules {
    /** Name of each module of ours, with the modules that it needs at run time. */
    static final List<String> NAMES = List.of(
            "io.github.swfsdk.api",
            "io.github.swfsdk.dicom",
            "io.github.swfsdk.hl7",
            "io.github.swfsdk.storage",
            "io.github.swfsdk.examples");

    /** What only tests use: it is on the class path beside the rest. */
    private static final List<String> TEST_LIBRARIES = List.of(
            "org.junit",
            "org.opentest4j",
            "org.apiguardian",
            "org.assertj",
            "net.bytebuddy",
            "awaitility",
            "org.hamcrest",
            "com.tngtech.archunit",
            "surefire");

    private SdkModules() {}

    /** Our five modules and every library that the examples bring along. */
    static ModuleFinder runtimePath() {
        return ModuleFinder.of(
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of)
                        .filter(Files::exists)
                        .filter(SdkModules::isRuntimeModule)
                        .toArray(Path[]::new));
    }

    static Stream<ModuleReference> ours() {
        ModuleFinder path = runtimePath();
        return NAMES.stream().map(name -> path.find(name).orElseThrow(() -> new AssertionError("no module " + name)));
    }

    /** The packages that vendors see. */
    static Set<String> exportedPackages() {
        return ours().flatMap(module -> module.descriptor().exports().stream())
                .filter(exports -> !exports.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
    }

    /** Lines {@code service -> provider}, as the class path reads them. */
    static Set<String> providersOnTheClassPath(ModuleReference module) {
        try (ModuleReader reader = module.open()) {
            return reader.list()
                    .filter(name -> name.startsWith("META-INF/services/") && !name.endsWith("/"))
                    .flatMap(name -> providers(reader, name))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines {@code service -> provider}, as the module path reads them. */
    static Set<String> providersOfTheModule(ModuleReference module) {
        return module.descriptor().provides().stream()
                .flatMap(provides ->
                        provides.providers().stream().map(provider -> provides.service() + " -> " + provider))
                .collect(Collectors.toSet());
    }

    private static Stream<String> providers(ModuleReader reader, String name) {
        String service = name.substring("META-INF/services/".length());
        try (var in = reader.open(name).orElseThrow()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .map(provider -> service + " -> " + provider);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRuntimeModule(Path path) {
        if (path.endsWith("test-classes") || path.toString().endsWith("-testkit.jar")) {
            return false;
        }
        Set<ModuleReference> found = ModuleFinder.of(path).findAll();
        return found.size() == 1
                && TEST_LIBRARIES.stream()
                        .noneMatch(found.iterator().next().descriptor().name()::startsWith);
    }
}
