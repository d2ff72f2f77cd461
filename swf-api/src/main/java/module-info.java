/** Values, interfaces and the pure rules of Scheduled Workflow. */
module io.github.swfsdk.api {
    requires static com.google.errorprone.annotations;
    requires static org.jspecify;
}
