package io.github.swfsdk.storage.internal.digest;

/**
 * What is known of content once all of it was written.
 *
 * @param size in bytes
 * @param sha256 its digest, 64 lower-case hexadecimal digits
 */
public record Content(long size, String sha256) {}
