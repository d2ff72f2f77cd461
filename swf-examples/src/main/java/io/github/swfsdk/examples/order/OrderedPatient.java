package io.github.swfsdk.examples.order;

/**
 * Patient of a message (PID); what is empty is left out.
 *
 * @param id PID-3, with components between {@code ^}, such as {@code 4711^^^HOSPITAL}
 * @param name PID-5, with components between {@code ^}
 * @param birthDate PID-7
 * @param sex PID-8
 */
public record OrderedPatient(String id, String name, String birthDate, String sex) {}
