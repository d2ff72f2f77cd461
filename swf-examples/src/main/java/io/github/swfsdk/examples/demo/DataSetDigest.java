package io.github.swfsdk.examples.demo;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.storage.StorageBackend;
import io.github.swfsdk.dicom.io.DicomFileReader;
import io.github.swfsdk.dicom.io.ReadOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The encoded data set of an instance as a digest: the file meta information, which each keeper writes anew, left out. */
final class DataSetDigest {
    private DataSetDigest() {}

    static String of(StorageBackend storage, Uid instance) throws IOException {
        long start;
        try (DicomFileReader reader = DicomFileReader.open(storage.open(instance), ReadOptions.forFiles())) {
            start = reader.dataSetOffset();
        }
        MessageDigest sha256 = sha256();
        try (InputStream file = storage.open(instance)) {
            file.skipNBytes(start);
            file.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
