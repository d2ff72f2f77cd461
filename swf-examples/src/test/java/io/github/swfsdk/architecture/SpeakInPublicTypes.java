package io.github.swfsdk.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashSet;
import java.util.Set;

/**
 * Whatever a vendor can name or inherit consists of Java's own types and of public types of our exported packages: no
 * library, nothing internal.
 */
final class SpeakInPublicTypes extends ArchCondition<JavaClass> {
    private static final String METRICS = "io.github.swfsdk.dicom.metrics";

    private final Set<String> exported;

    SpeakInPublicTypes(Set<String> exported) {
        super("have only types of Java and of exported packages in public and protected signatures");
        this.exported = exported;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        Set<JavaType> ancestors = new HashSet<>(type.getInterfaces());
        type.getSuperclass().ifPresent(ancestors::add);
        type.getTypeParameters().forEach(parameter -> ancestors.addAll(parameter.getUpperBounds()));
        ancestors.forEach(ancestor -> check(type, type.getName(), ancestor, events));

        type.getFields().stream()
                .filter(SpeakInPublicTypes::isVisible)
                .forEach(field -> checkField(type, field, events));
        type.getCodeUnits().stream()
                .filter(SpeakInPublicTypes::isVisible)
                .forEach(unit -> checkUnit(type, unit, events));
    }

    private void checkField(JavaClass type, JavaField field, ConditionEvents events) {
        check(type, field.getFullName(), field.getType(), events);
    }

    private void checkUnit(JavaClass type, JavaCodeUnit unit, ConditionEvents events) {
        check(type, unit.getFullName(), unit.getReturnType(), events);
        if (!isBinding(type, unit)) {
            unit.getParameterTypes().forEach(parameter -> check(type, unit.getFullName(), parameter, events));
        }
        unit.getExceptionTypes().forEach(exception -> check(type, unit.getFullName(), exception, events));
        unit.getTypeParameters()
                .forEach(parameter ->
                        parameter.getUpperBounds().forEach(bound -> check(type, unit.getFullName(), bound, events)));
    }

    private void check(JavaClass owner, String place, JavaType used, ConditionEvents events) {
        for (JavaClass raw : used.getAllInvolvedRawTypes()) {
            JavaClass named = raw.getBaseComponentType();
            if (!isAllowed(named)) {
                events.add(SimpleConditionEvent.violated(owner, place + " shows " + named.getName()));
            }
        }
    }

    private boolean isAllowed(JavaClass type) {
        String name = type.getPackageName();
        if (type.isPrimitive() || name.startsWith("java.") || name.startsWith("javax.")) {
            return true;
        }
        return exported.contains(name) && isPublic(type);
    }

    /** A binding to a library says which in its constructor; see the decision on metrics. */
    private static boolean isBinding(JavaClass owner, JavaCodeUnit unit) {
        return unit instanceof JavaConstructor && owner.getPackageName().equals(METRICS);
    }

    /** Public or protected, and so is each class around it. */
    static boolean isPublic(JavaClass type) {
        return isVisible(type.getModifiers())
                && type.getEnclosingClass().map(SpeakInPublicTypes::isPublic).orElse(true);
    }

    private static boolean isVisible(JavaMember member) {
        return !member.getModifiers().contains(JavaModifier.SYNTHETIC) && isVisible(member.getModifiers());
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }
}
