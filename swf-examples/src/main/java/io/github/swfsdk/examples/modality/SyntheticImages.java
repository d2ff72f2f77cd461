package io.github.swfsdk.examples.modality;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Vr;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Makes the images of one series: small, valid objects of a real SOP class with a drawn phantom, complete but for the
 * identity of patient and study, which comes from the worklist. Immutable.
 */
public final class SyntheticImages {
    /** What an image of one SOP class has beside the attributes that every image has (PS3.3, A). */
    interface Kind {
        Uid sopClass();

        String protocol();

        int rows();

        int bitsStored();

        /** Adds the attributes of the class's own modules. */
        void describe(DataSet.Builder image, int number);
    }

    private static final int SERIES_NUMBER = 1;

    private final String modality;
    private final Kind kind;
    private final Uid frameOfReference = Uid.random();
    private final LocalDateTime start = LocalDateTime.now().truncatedTo(ChronoUnit.SECONDS);

    private SyntheticImages(String modality, Kind kind) {
        this.modality = modality;
        this.kind = kind;
    }

    /** Starts a series of a modality; empty if there are no images of that kind. */
    public static Optional<SyntheticImages> of(String modality) {
        return switch (modality) {
            case "CT" -> Optional.of(new SyntheticImages(modality, new CtImage()));
            case "DX" -> Optional.of(new SyntheticImages(modality, new DxImage()));
            case "NM" -> Optional.of(new SyntheticImages(modality, new NmImage()));
            default -> Optional.empty();
        };
    }

    /** (0018,1030) Protocol Name of the series. */
    public String protocolName() {
        return kind.protocol();
    }

    /**
     * Makes an image.
     *
     * @param series (0020,000E)
     * @param number (0020,0013), from 1
     */
    public DataSet image(Uid series, int number) {
        DataSet.Builder image = DataSet.builder();
        putIdentity(image, number);
        putSeries(image, series);
        putEquipment(image);
        putPixels(image, number);
        kind.describe(image, number);
        return image.build();
    }

    private void putIdentity(DataSet.Builder image, int number) {
        LocalDateTime taken = start.plusSeconds(number);
        image.put(Tags.SOP_CLASS_UID, kind.sopClass())
                .put(Tags.SOP_INSTANCE_UID, Uid.random())
                .put(Tags.INSTANCE_NUMBER, number)
                .put(Tags.INSTANCE_CREATION_DATE, taken.toLocalDate())
                .put(Tags.INSTANCE_CREATION_TIME, taken.toLocalTime())
                .put(Tags.ACQUISITION_DATE, taken.toLocalDate())
                .put(Tags.ACQUISITION_TIME, taken.toLocalTime())
                .put(Tags.CONTENT_DATE, taken.toLocalDate())
                .put(Tags.CONTENT_TIME, taken.toLocalTime())
                .put(Tags.BURNED_IN_ANNOTATION, "NO")
                .put(Tags.LOSSY_IMAGE_COMPRESSION, "00");
    }

    private void putSeries(DataSet.Builder image, Uid series) {
        image.put(Tags.MODALITY, modality)
                .put(Tags.SERIES_INSTANCE_UID, series)
                .put(Tags.STUDY_DATE, start.toLocalDate())
                .put(Tags.STUDY_TIME, start.toLocalTime())
                .put(Tags.SERIES_NUMBER, SERIES_NUMBER)
                .put(Tags.SERIES_DATE, start.toLocalDate())
                .put(Tags.SERIES_TIME, start.toLocalTime())
                .put(Tags.SERIES_DESCRIPTION, kind.protocol())
                .put(Tags.PROTOCOL_NAME, kind.protocol())
                .put(Tags.BODY_PART_EXAMINED, "CHEST")
                .put(Tags.FRAME_OF_REFERENCE_UID, frameOfReference)
                .putEmpty(Tags.POSITION_REFERENCE_INDICATOR);
    }

    private static void putEquipment(DataSet.Builder image) {
        image.put(Tags.MANUFACTURER, "swf examples")
                .put(Tags.MANUFACTURER_MODEL_NAME, "Simulated modality")
                .put(Tags.SOFTWARE_VERSIONS, "1");
    }

    private void putPixels(DataSet.Builder image, int number) {
        int size = kind.rows();
        image.put(Tags.SAMPLES_PER_PIXEL, 1)
                .put(Tags.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .put(Tags.ROWS, size)
                .put(Tags.COLUMNS, size)
                .put(Tags.BITS_ALLOCATED, 16)
                .put(Tags.BITS_STORED, kind.bitsStored())
                .put(Tags.HIGH_BIT, kind.bitsStored() - 1)
                .put(Tags.PIXEL_REPRESENTATION, 0)
                .put(Tags.PIXEL_DATA, Vr.OW, phantom(size, 1 << kind.bitsStored(), number));
    }

    /** A bright disk in which a darker one moves from image to image. */
    private static byte[] phantom(int size, int levels, int number) {
        ByteBuffer pixels = ByteBuffer.allocate(size * size * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        double angle = number * 0.3;
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                double x = 2.0 * column / size - 1;
                double y = 2.0 * row / size - 1;
                boolean body = Math.hypot(x, y) < 0.8;
                boolean lesion = Math.hypot(x - 0.4 * Math.cos(angle), y - 0.4 * Math.sin(angle)) < 0.2;
                int shade = body ? levels / 2 + (levels / 4) * row / size : levels / 16;
                pixels.putShort((short) (lesion ? shade / 2 : shade));
            }
        }
        return pixels.array();
    }
}
