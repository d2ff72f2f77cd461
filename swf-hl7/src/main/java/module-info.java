/** HL7 v2 in and out. */
@SuppressWarnings("module") // the name is the standard's, and it ends in a digit
module io.github.swfsdk.hl7 {
    requires transitive io.github.swfsdk.api;
    requires org.slf4j;
    requires static com.google.errorprone.annotations;
    requires static org.jspecify;

    exports io.github.swfsdk.hl7;
    exports io.github.swfsdk.hl7.message;
    exports io.github.swfsdk.hl7.mapping;
}
