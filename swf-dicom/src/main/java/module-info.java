/** The DICOM engine. */
module io.github.swfsdk.dicom {
    requires transitive io.github.swfsdk.api;
    requires com.fasterxml.jackson.core; // JSON, byte by byte
    requires java.xml;
    requires jdk.charsets; // most of those of (0008,0005)
    requires jdk.net;
    requires org.slf4j;
    requires static com.google.errorprone.annotations;
    requires static micrometer.core; // for the metrics package only
    requires static org.jspecify;

    exports io.github.swfsdk.dicom;
    exports io.github.swfsdk.dicom.io;
    exports io.github.swfsdk.dicom.metrics;
    exports io.github.swfsdk.dicom.net;
    exports io.github.swfsdk.dicom.service;

    provides io.github.swfsdk.api.spi.DataSetCodec with
            io.github.swfsdk.dicom.internal.codec.StoredDataSetCodec;
}
