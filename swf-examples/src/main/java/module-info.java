/** Runnable examples, interoperability and benchmarks: the application that wires the other modules. */
module io.github.swfsdk.examples {
    requires com.zaxxer.hikari;
    requires info.picocli;
    requires io.github.swfsdk.api;
    requires io.github.swfsdk.dicom;
    requires io.github.swfsdk.hl7;
    requires io.github.swfsdk.storage;
    requires java.sql;
    requires jdk.httpserver;
    requires jmh.core;
    requires org.slf4j;
    requires static com.google.errorprone.annotations;
    requires static org.jspecify;

    // picocli sets the fields of the commands
    opens io.github.swfsdk.examples to
            info.picocli;
    opens io.github.swfsdk.examples.bench to
            info.picocli;
    opens io.github.swfsdk.examples.demo to
            info.picocli;
    opens io.github.swfsdk.examples.department to
            info.picocli;
    opens io.github.swfsdk.examples.modality to
            info.picocli;
    opens io.github.swfsdk.examples.order to
            info.picocli;
    opens io.github.swfsdk.examples.validate to
            info.picocli;
    opens io.github.swfsdk.examples.worklist to
            info.picocli;
}
