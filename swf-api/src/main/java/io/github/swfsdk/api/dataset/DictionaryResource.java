package io.github.swfsdk.api.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * A table of the dictionary: lines of fields separated by tabs, the first line naming the fields. It is part of the
 * archive, so a fault in it means a broken build: everything unexpected is an {@link IllegalStateException}.
 */
final class DictionaryResource {
    private final String name;
    private final Reader reader;

    DictionaryResource(String name, Reader reader) {
        this.name = name;
        this.reader = reader;
    }

    static DictionaryResource open(String name) {
        InputStream in = DictionaryResource.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("resource " + name + " is missing");
        }
        return new DictionaryResource(name, new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** Hands each row with exactly this number of fields to {@code action}, then closes the resource. */
    void forEachRow(int fields, Consumer<String[]> action) {
        int number = 0;
        try (BufferedReader lines = new BufferedReader(reader)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (number > 1) {
                    action.accept(split(line, fields));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("resource " + name + ", line " + number + ": " + e.getMessage(), e);
        }
        if (number < 2) {
            throw new IllegalStateException("resource " + name + " holds nothing");
        }
    }

    private static String[] split(String line, int fields) {
        String[] row = line.split("\t", -1);
        if (row.length != fields) {
            throw new IllegalArgumentException(row.length + " fields, expected " + fields);
        }
        return row;
    }

    /** Reads the last field of a row. */
    static boolean isRetired(String field) {
        return switch (field) {
            case "" -> false;
            case "R" -> true;
            default -> throw new IllegalArgumentException("unknown flag " + field);
        };
    }
}
