package io.github.swfsdk.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                   | swf-examples: Missing required subcommand",
                "no-such-command                      | swf-examples: Unmatched argument at index 0: 'no-such-command'",
                "order --no-such-option               | swf-examples order: Missing required option: '--to=HOST:PORT'",
                "order --to localhost:2575 --no-such  | swf-examples order: Unknown option: '--no-such'",
                "order --to localhost                 | swf-examples order: Invalid value for option '--to'",
                "order --to localhost:2575            | swf-examples order: give either --file or --control",
                "order --to localhost:0 --control NW  | port must be 1 to 65535, but was 0",
                "order --to a:1 --control ZZ          | expected one of [NW, XO, CA, DC, A04, A08, A40]",
                "order --to a:1 --control NW --step x | a step is written id=...,modality=...",
            })
    void tellsWrongUsageInOneLine(String args, String told) {
        CommandLineRun run = CommandLineRun.of(args.isEmpty() ? new String[0] : args.split(" "));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(told).endsWith("--help)" + System.lineSeparator());
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void printsHelpOfACommand() {
        CommandLineRun run = CommandLineRun.of("order", "--help");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("Usage: swf-examples order").contains("--to=HOST:PORT");
    }
}
