/** Values, interfaces and the pure rules of Scheduled Workflow. */
module io.github.swfsdk.api {
    requires static com.google.errorprone.annotations;
    requires static org.jspecify;

    exports io.github.swfsdk.api;
    exports io.github.swfsdk.api.actor;
    exports io.github.swfsdk.api.archive;
    exports io.github.swfsdk.api.dataset;
    exports io.github.swfsdk.api.event;
    exports io.github.swfsdk.api.instance;
    exports io.github.swfsdk.api.mpps;
    exports io.github.swfsdk.api.order;
    exports io.github.swfsdk.api.patient;
    exports io.github.swfsdk.api.spi;
    exports io.github.swfsdk.api.storage;
    exports io.github.swfsdk.api.validation;
    exports io.github.swfsdk.api.worklist;
    exports io.github.swfsdk.api.workflow;

    uses io.github.swfsdk.api.spi.DataSetCodec;
}
