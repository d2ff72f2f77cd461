package io.github.swfsdk.examples;

import io.github.swfsdk.api.SwfException;
import io.github.swfsdk.dicom.net.Network;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.examples.bench.BenchCommand;
import io.github.swfsdk.examples.demo.DemoCommand;
import io.github.swfsdk.examples.department.IncompleteOrders;
import io.github.swfsdk.examples.department.OutboxCommand;
import io.github.swfsdk.examples.department.ServeCommand;
import io.github.swfsdk.examples.department.StorageKind;
import io.github.swfsdk.examples.department.TimelineCommand;
import io.github.swfsdk.examples.modality.ExamCase;
import io.github.swfsdk.examples.modality.ModalityCommand;
import io.github.swfsdk.examples.order.OrderCommand;
import io.github.swfsdk.examples.order.OrderedStep;
import io.github.swfsdk.examples.validate.ValidateCommand;
import io.github.swfsdk.examples.worklist.WorklistCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.util.Objects;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/**
 * Runs one command and exits with its code: 0 if it did what was asked, 1 if not, 2 for wrong usage, which is told in one
 * line on standard error.
 */
@Command(
        name = "swf-examples",
        description = "IHE Scheduled Workflow on the command line.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ServeCommand.class,
            OrderCommand.class,
            ModalityCommand.class,
            DemoCommand.class,
            TimelineCommand.class,
            WorklistCommand.class,
            OutboxCommand.class,
            ValidateCommand.class,
            BenchCommand.class
        })
public final class Main {
    private static final int FAILED = 1;

    private Main() {}

    /** Runs the command that the arguments name. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        System.exit(run(out, err, args));
    }

    /** Runs the command that the arguments name and returns its exit code. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine commands = new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .registerConverter(RemoteAe.class, read(RemoteAe::parse))
                .registerConverter(Network.class, read(Network::parse))
                .registerConverter(Endpoint.class, read(Endpoint::parse))
                .registerConverter(StorageKind.class, read(StorageKind::parse))
                .registerConverter(IncompleteOrders.class, read(IncompleteOrders::parse))
                .registerConverter(ExamCase.class, read(ExamCase::parse))
                .registerConverter(OrderedStep.class, read(OrderedStep::parse))
                .registerConverter(InetAddress.class, Main::address)
                .setParameterExceptionHandler((e, given) -> usageError(e))
                .setExecutionExceptionHandler((e, command, parsed) -> failure(e, command));
        addHelp(commands);
        return commands.execute(args);
    }

    private static int usageError(ParameterException e) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + oneLine(e) + " (try " + name + " --help)");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** What a command expects to fail is told in a line; anything else is a defect and shows where it happened. */
    private static int failure(Exception e, CommandLine command) {
        if (e instanceof SwfException || e instanceof IOException) {
            command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + oneLine(e));
        } else {
            e.printStackTrace(command.getErr());
        }
        return FAILED;
    }

    private static String oneLine(Exception e) {
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName())
                .strip()
                .replaceAll("\\s*\\R\\s*", " ");
    }

    private static void addHelp(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Print this help and exit.")
                .build());
        command.getSubcommands().values().forEach(Main::addHelp);
    }

    private static <T> ITypeConverter<T> read(Function<String, T> reader) {
        return text -> {
            try {
                return reader.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new TypeConversionException("no such address: '" + text + "'");
        }
    }
}
