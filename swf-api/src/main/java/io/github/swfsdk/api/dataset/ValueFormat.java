package io.github.swfsdk.api.dataset;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How values are written (PS3.5, table 6.2-1) and how many there may be (PS3.5, 6.4). Pure. */
public final class ValueFormat {
    private static final Pattern AGE = Pattern.compile("\\d{3}[DWMY]");
    private static final Pattern CODE = Pattern.compile("[A-Z0-9_ ]*");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,12})?");
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,19}");
    private static final int CONTROL_END = 0x20;

    private ValueFormat() {}

    /**
     * Whether one value is written as its representation asks, whatever its length. For names, texts and unlimited ones
     * nothing is asked; query keys such as ranges are no values.
     */
    public static boolean isWellFormed(String value, Vr vr) {
        try {
            return switch (vr) {
                case AE -> value.chars().allMatch(c -> c >= CONTROL_END && c < 0x7F && c != '\\');
                case AS -> AGE.matcher(value).matches();
                case CS -> CODE.matcher(value).matches();
                case DA -> DateRange.parseDate(value) != null;
                case DS -> DECIMAL.matcher(value).matches();
                case DT -> DateTimeRange.ofValue(value, ZoneOffset.UTC) != null;
                case IS -> INTEGER.matcher(value).matches() && isInt(value);
                case TM -> TimeRange.parseTime(value) != null;
                case UI -> Uid.isUsable(value);
                default -> true;
            };
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** IS holds what 32 bits hold. */
    private static boolean isInt(String value) {
        long number = new BigDecimal(value).longValueExact();
        return number == (int) number;
    }

    /** A number as DS holds it, rounded to what its sixteen characters can tell (PS3.5, table 6.2-1). */
    public static String decimal(BigDecimal number) {
        String text = number.toString();
        for (int digits = Vr.DS.size(); digits > 0 && text.length() > Vr.DS.size(); digits--) {
            text = number.round(new MathContext(digits, RoundingMode.HALF_EVEN)).toString();
        }
        return text;
    }

    /**
     * Whether one value has more characters than its representation allows; of a name the longest component group counts.
     */
    public static boolean isTooLong(String value, Vr vr) {
        Stream<String> parts = vr == Vr.PN ? Arrays.stream(value.split("=")) : Stream.of(value);
        return parts.anyMatch(part -> part.codePointCount(0, part.length()) > vr.size());
    }

    /** Whether a multiplicity of the dictionary, such as {@code 1}, {@code 1-3}, {@code 2-2n} or {@code 1-n}, allows a number of values. */
    public static boolean allows(String vm, int count) {
        int dash = vm.indexOf('-');
        String from = dash < 0 ? vm : vm.substring(0, dash);
        int least = Integer.parseInt(from);
        String to = vm.substring(dash + 1);
        boolean stepped = to.endsWith("n") && to.length() > 1;
        int step = stepped ? Integer.parseInt(to.substring(0, to.length() - 1)) : 1;
        return count >= least && count <= maximum(vm) && count % step == 0;
    }

    /** The greatest number of values that a multiplicity allows; {@link Integer#MAX_VALUE} for any. */
    public static int maximum(String vm) {
        String last = vm.substring(vm.indexOf('-') + 1);
        return last.endsWith("n") ? Integer.MAX_VALUE : Integer.parseInt(last);
    }
}
