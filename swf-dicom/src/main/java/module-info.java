/** The DICOM engine. */
module io.github.swfsdk.dicom {
    requires transitive io.github.swfsdk.api;
    requires jdk.net;
    requires org.slf4j;
    requires static com.google.errorprone.annotations;
    requires static org.jspecify;

    exports io.github.swfsdk.dicom.io;
    exports io.github.swfsdk.dicom.net;
    exports io.github.swfsdk.dicom.service;
}
