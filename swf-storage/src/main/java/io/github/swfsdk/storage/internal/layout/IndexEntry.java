package io.github.swfsdk.storage.internal.layout;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.storage.internal.digest.Content;
import io.github.swfsdk.storage.internal.digest.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One instance in the identity index: a small text file in UTF-8, named by the SHA-256 of the SOP Instance UID. Every line
 * ends with a line feed; the last holds the SHA-256 of the lines before it, so a torn or altered entry is recognized.
 *
 * <pre>
 * swf-instance 1
 * sop-class 1.2.840.10008.5.1.4.1.1.2
 * sop-instance 1.2.826.0.1.3680043.10.1.1.2.3
 * transfer-syntax 1.2.840.10008.1.2.1
 * study 1.2.826.0.1.3680043.10.1.1
 * series 1.2.826.0.1.3680043.10.1.1.2
 * patient-folder p-e70315dbf7be1390a8a61ebc1b6a1a70
 * size 3
 * sha256 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
 * stored-at 2026-11-22T09:30:00.123456Z
 * check c4d93d6d4c05c5c370b4a5c90cb6bf1397c5e80f281ffacd64c7e10bcb3d2345
 * </pre>
 *
 * @param instance what is kept
 * @param patientFolder name of the folder that its patient got when it was stored
 */
public record IndexEntry(StoredInstance instance, String patientFolder) {
    /** An entry is never longer: eleven lines, each a key and at most 64 characters. */
    public static final int MAX_LENGTH = 2048;

    private static final List<String> KEYS = List.of(
            "swf-instance",
            "sop-class",
            "sop-instance",
            "transfer-syntax",
            "study",
            "series",
            "patient-folder",
            "size",
            "sha256",
            "stored-at");
    private static final String VERSION = "1";
    private static final String NO_PATIENT = "p-none";
    private static final Pattern PATIENT_FOLDER = Pattern.compile(NO_PATIENT + "|p-[0-9a-f]{32}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /** The entry of content that has just been written. */
    public static IndexEntry of(InstanceHeader header, Content content, Instant storedAt) {
        return new IndexEntry(
                new StoredInstance(
                        header.reference(),
                        header.transferSyntaxUid(),
                        header.studyInstanceUid(),
                        header.seriesInstanceUid(),
                        content.size(),
                        content.sha256(),
                        storedAt),
                patientFolder(header.attributes()));
    }

    /**
     * The folder of a patient: the first half of the SHA-256 of issuer, NUL and identifier in UTF-8, so nothing that a peer
     * sent becomes a name; {@code p-none} if there is no identifier.
     */
    static String patientFolder(DataSet attributes) {
        String id = attributes.text(Tags.PATIENT_ID);
        if (id.isEmpty()) {
            return NO_PATIENT;
        }
        String issuer = attributes.text(Tags.ISSUER_OF_PATIENT_ID);
        return "p-" + Sha256.of(issuer + '\0' + id).substring(0, 32);
    }

    /** Where the series of the content lies below the folder of all content: {@code p-…/st-…/se-…}. */
    public Path seriesFolder() {
        // a Uid holds digits and single dots between them, at most 64: always a plain file name
        return Path.of(
                patientFolder,
                "st-" + instance.studyInstanceUid().value(),
                "se-" + instance.seriesInstanceUid().value());
    }

    /** Where the content lies below the folder of all content. */
    public Path contentFile() {
        return seriesFolder()
                .resolve("i-" + instance.reference().sopInstanceUid().value() + ".dcm");
    }

    /** Writes the text form. */
    public byte[] encode() {
        StringBuilder text = new StringBuilder(512);
        List<String> values = List.of(
                VERSION,
                instance.reference().sopClassUid().value(),
                instance.reference().sopInstanceUid().value(),
                instance.transferSyntaxUid().value(),
                instance.studyInstanceUid().value(),
                instance.seriesInstanceUid().value(),
                patientFolder,
                Long.toString(instance.size()),
                instance.sha256(),
                instance.storedAt().toString());
        for (int i = 0; i < KEYS.size(); i++) {
            text.append(KEYS.get(i)).append(' ').append(values.get(i)).append('\n');
        }
        String check = Sha256.of(text.toString());
        text.append("check ").append(check).append('\n');
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads the text form.
     *
     * @throws IOException if it is damaged
     */
    public static IndexEntry decode(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int check = text.indexOf("check ");
        if (check < 0 || !text.substring(check).equals("check " + Sha256.of(text.substring(0, check)) + "\n")) {
            throw new IOException("an index entry is damaged");
        }
        String[] lines = text.substring(0, check).split("\n");
        if (lines.length != KEYS.size() || !lines[0].equals(KEYS.get(0) + " " + VERSION)) {
            throw new IOException("an index entry has an unknown form");
        }
        try {
            return new IndexEntry(
                    new StoredInstance(
                            new InstanceReference(Uid.of(value(lines, 1)), Uid.of(value(lines, 2))),
                            Uid.of(value(lines, 3)),
                            Uid.of(value(lines, 4)),
                            Uid.of(value(lines, 5)),
                            Long.parseLong(value(lines, 7)),
                            matching(DIGEST, value(lines, 8)),
                            Instant.parse(value(lines, 9))),
                    matching(PATIENT_FOLDER, value(lines, 6)));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("an index entry holds an unusable value", e);
        }
    }

    private static String value(String[] lines, int index) {
        String start = KEYS.get(index) + " ";
        if (!lines[index].startsWith(start)) {
            throw new IllegalArgumentException("expected " + KEYS.get(index));
        }
        return lines[index].substring(start.length());
    }

    private static String matching(Pattern pattern, String value) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException("does not match " + pattern);
        }
        return value;
    }
}
