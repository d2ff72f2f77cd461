/**
 * The upper layer protocol machine (PS3.8, 9.2): the state table as data, and the endpoint that carries its actions out over
 * whatever transport is plugged in below. Start with {@link io.github.swfsdk.dicom.internal.ul.StateMachine}.
 */
@NullMarked
package io.github.swfsdk.dicom.internal.ul;

import org.jspecify.annotations.NullMarked;
