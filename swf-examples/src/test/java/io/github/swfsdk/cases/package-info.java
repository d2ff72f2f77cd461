/**
 * Every case of Scheduled Workflow as a story over real sockets: orders come by HL7 over MLLP, modalities query, report and
 * store by DICOM, and an operator corrects. Start with {@link io.github.swfsdk.cases.Hospital}.
 */
@NullMarked
package io.github.swfsdk.cases;

import org.jspecify.annotations.NullMarked;
