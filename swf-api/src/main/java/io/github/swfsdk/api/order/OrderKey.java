package io.github.swfsdk.api.order;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import java.util.Objects;

/**
 * What names an order; an empty part is unknown, and one known part is enough to find the order.
 *
 * @param placerOrderNumber (0040,2016) Placer Order Number / Imaging Service Request
 * @param fillerOrderNumber (0040,2017) Filler Order Number / Imaging Service Request
 * @param accessionNumber (0008,0050) Accession Number
 */
public record OrderKey(String placerOrderNumber, String fillerOrderNumber, String accessionNumber) {
    /** Checks that one part is known. */
    public OrderKey {
        Objects.requireNonNull(placerOrderNumber, "placerOrderNumber");
        Objects.requireNonNull(fillerOrderNumber, "fillerOrderNumber");
        Objects.requireNonNull(accessionNumber, "accessionNumber");
        if (placerOrderNumber.isEmpty() && fillerOrderNumber.isEmpty() && accessionNumber.isEmpty()) {
            throw new IllegalArgumentException("an order needs a placer, filler or accession number");
        }
    }

    /** Reads the numbers of a worklist item. */
    public static OrderKey of(DataSet attributes) {
        return new OrderKey(
                attributes.text(Tags.PLACER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST),
                attributes.text(Tags.FILLER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST),
                attributes.text(Tags.ACCESSION_NUMBER));
    }

    /** Whether at least one number known to both is the same, and none known to both differs. */
    public boolean matches(OrderKey other) {
        return same(placerOrderNumber, other.placerOrderNumber)
                        + same(fillerOrderNumber, other.fillerOrderNumber)
                        + same(accessionNumber, other.accessionNumber)
                > 0;
    }

    private static int same(String mine, String theirs) {
        if (mine.isEmpty() || theirs.isEmpty()) {
            return 0;
        }
        return mine.equals(theirs) ? 1 : -3;
    }
}
