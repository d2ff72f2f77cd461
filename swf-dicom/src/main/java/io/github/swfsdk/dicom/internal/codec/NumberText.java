package io.github.swfsdk.dicom.internal.codec;

import io.github.swfsdk.api.dataset.Vr;

/** Numbers that are written as text (PS3.5, table 6.2-1). Looked at for each such element, so without patterns and copies. */
public final class NumberText {
    private NumberText() {}

    /** Whether each value of DS or IS is empty or a number, and is no longer than it may be, spaces around it included. */
    public static boolean isWellFormed(String text, Vr vr) {
        int start = 0;
        while (true) {
            int delimiter = text.indexOf('\\', start);
            int end = delimiter < 0 ? text.length() : delimiter;
            if (!isValue(text, start, end, vr)) {
                return false;
            }
            if (delimiter < 0) {
                return true;
            }
            start = end + 1;
        }
    }

    private static boolean isValue(String text, int from, int to, Vr vr) {
        int start = from;
        int end = to;
        while (start < end && text.charAt(start) == ' ') {
            start++;
        }
        while (end > start && text.charAt(end - 1) == ' ') {
            end--;
        }
        if (to - from > vr.size()) {
            return false;
        }
        return start == end || (vr == Vr.IS ? isWhole(text, start, end) : isDecimal(text, start, end));
    }

    private static boolean isWhole(String text, int start, int end) {
        int digits = afterSign(text, start, end);
        if (digits == end || afterDigits(text, digits, end) != end) {
            return false;
        }
        long number = Long.parseLong(text, start, end, 10); // at most twelve digits
        return number == (int) number;
    }

    private static boolean isDecimal(String text, int start, int end) {
        int whole = afterSign(text, start, end);
        int point = afterDigits(text, whole, end);
        int digits = point - whole;
        int exponent = point;
        if (point < end && text.charAt(point) == '.') {
            exponent = afterDigits(text, point + 1, end);
            digits += exponent - point - 1;
        }
        if (digits == 0) {
            return false;
        }
        if (exponent == end) {
            return true;
        }
        if (text.charAt(exponent) != 'E' && text.charAt(exponent) != 'e') {
            return false;
        }
        int power = afterSign(text, exponent + 1, end);
        return power < end && afterDigits(text, power, end) == end;
    }

    private static int afterSign(String text, int at, int end) {
        return at < end && (text.charAt(at) == '+' || text.charAt(at) == '-') ? at + 1 : at;
    }

    private static int afterDigits(String text, int at, int end) {
        int next = at;
        while (next < end && text.charAt(next) >= '0' && text.charAt(next) <= '9') {
            next++;
        }
        return next;
    }
}
