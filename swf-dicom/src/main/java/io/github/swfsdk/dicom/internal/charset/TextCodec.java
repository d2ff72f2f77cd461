package io.github.swfsdk.dicom.internal.charset;

import io.github.swfsdk.api.dataset.Vr;

/** One way of writing text that is not ASCII as bytes. Thread-safe. */
interface TextCodec {
    /** The characters of these bytes; what is none, as {@link Undecoded} stands for it. */
    String decode(byte[] bytes, Vr vr);

    /**
     * The bytes of these characters; what cannot be encoded, as a question mark.
     *
     * @param own whether {@linkplain Undecoded undecoded} bytes are of this character set, and so become themselves again
     */
    SpecificCharacterSet.Encoded encode(String text, Vr vr, boolean own);
}
