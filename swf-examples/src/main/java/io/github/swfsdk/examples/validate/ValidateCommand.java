package io.github.swfsdk.examples.validate;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.ElementDefinition;
import io.github.swfsdk.api.dataset.ElementDictionary;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.validation.Finding;
import io.github.swfsdk.api.validation.ObjectValidator;
import io.github.swfsdk.dicom.io.DicomFileReader;
import io.github.swfsdk.dicom.io.DicomFormatException;
import io.github.swfsdk.dicom.io.Leniency;
import io.github.swfsdk.dicom.io.ReadOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges files: what their IOD asks for and they lack, values that are not well-formed, and defects of the encoding. */
@Command(
        name = "validate",
        description = "Judges DICOM files by their IOD, a line for each finding. Prints no values.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:nothing was found", "1:something was found", "2:wrong usage"})
public final class ValidateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "DICOM files, with or without file meta information")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws IOException {
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new ParameterException(spec.commandLine(), "no such file: " + file);
            }
        }
        boolean clean = true;
        for (Path file : files) {
            clean &= validate(file);
        }
        return clean ? 0 : 1;
    }

    private boolean validate(Path file) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        boolean[] clean = {true};
        ReadOptions options = ReadOptions.forFiles().toBuilder()
                .listener((leniency, offset, path) -> {
                    if (leniency == Leniency.NUMBER_TEXT) {
                        return; // values are judged below
                    }
                    clean[0] = false;
                    out.println(file + ": " + leniency + " at byte " + offset + (path.isEmpty() ? "" : ", in " + path));
                })
                .build();
        DataSet dataSet;
        try (DicomFileReader reader = DicomFileReader.open(file, options)) {
            dataSet = reader.read();
        } catch (DicomFormatException e) {
            out.println(file + ": " + e.getMessage());
            return false;
        }
        List<Finding> findings = validator(file, dataSet).validate(dataSet);
        for (Finding finding : findings) {
            out.println(file + ": " + finding + keyword(finding));
        }
        return clean[0] && findings.isEmpty();
    }

    private ObjectValidator validator(Path file, DataSet dataSet) {
        Optional<ObjectValidator> known = dataSet.string(Tags.SOP_CLASS_UID)
                .filter(Uid::isUsable)
                .flatMap(uid -> ObjectValidator.ofInstance(Uid.of(uid)));
        if (known.isEmpty()) {
            spec.commandLine().getErr().println(file + ": no rules for this SOP class, only values are checked");
        }
        return known.orElse(ObjectValidator.ofValues());
    }

    private static String keyword(Finding finding) {
        return ElementDictionary.find(finding.path().tag())
                .map(ElementDefinition::keyword)
                .map(keyword -> " (" + keyword + ")")
                .orElse("");
    }
}
