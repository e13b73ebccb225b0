package io.muster.finding;

import java.util.regex.Pattern;

/** The twelve digits of an AWS account. */
public record AccountId(String value) implements Comparable<AccountId> {

    private static final Pattern SHAPE = Pattern.compile("[0-9]{12}");

    public AccountId {
        if (!isOne(value)) {
            throw new IllegalArgumentException("an account id has twelve digits: " + value);
        }
    }

    public static boolean isOne(String value) {
        return SHAPE.matcher(value).matches();
    }

    @Override
    public int compareTo(AccountId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
