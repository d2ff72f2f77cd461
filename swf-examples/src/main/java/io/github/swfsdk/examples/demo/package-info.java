/**
 * One whole exam over real sockets, every step of it checked. Start with
 * {@link io.github.swfsdk.examples.demo.PulmonaryEmbolism}.
 */
@NullMarked
package io.github.swfsdk.examples.demo;

import org.jspecify.annotations.NullMarked;
