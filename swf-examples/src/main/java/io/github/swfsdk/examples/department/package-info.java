/**
 * A radiology department in one process: order filler, PPS manager and image archive, wired from the parts of the SDK. Start
 * with {@link io.github.swfsdk.examples.department.Department}.
 */
@NullMarked
package io.github.swfsdk.examples.department;

import org.jspecify.annotations.NullMarked;
