package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.order.ImagingOrder;
import java.security.SecureRandom;

/** Random numbers in base 32 with the alphabet of Crockford. Thread-safe. */
final class RandomIdentifiers implements IdentifierSource {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int RANDOM_LENGTH = 15;

    private final SecureRandom random = new SecureRandom();

    @Override
    public String accessionNumber(ImagingOrder order) {
        return next('A');
    }

    @Override
    public String requestedProcedureId(ImagingOrder order) {
        return next('R');
    }

    @Override
    public String stepId(ImagingOrder order) {
        return next('S');
    }

    @Override
    public Uid studyInstanceUid(ImagingOrder order) {
        return Uid.random();
    }

    private String next(char prefix) {
        StringBuilder text = new StringBuilder(RANDOM_LENGTH + 1).append(prefix);
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
