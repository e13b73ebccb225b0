package io.muster.remediate.contacts;

import io.muster.finding.AccountId;
import io.muster.problem.Problem;
import io.muster.remediate.aws.Member;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One entry of {@code contacts.yaml}: for whom, and what is wanted.
 *
 * @param target {@code organization}, the id or path of a unit, or an account id
 */
record Rule(Kind kind, String target, Map<ContactType, Wish> wishes, Problem.Place place) {

    /** For whom a rule is, from the widest to the narrowest. */
    enum Kind {
        ORGANIZATION,
        UNIT,
        ACCOUNT
    }

    private static final Pattern UNIT_ID = Pattern.compile("ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}");

    /** How near a rule is when it does not concern an account at all. */
    static final int FAR = -1;

    Rule {
        EnumMap<ContactType, Wish> copy = new EnumMap<>(ContactType.class);
        copy.putAll(wishes);
        wishes = copy;
    }

    static boolean isUnitId(String text) {
        return UNIT_ID.matcher(text).matches();
    }

    /** A path as the tree writes it: with a slash before each name, and none at the end. */
    static String unitPath(String text) {
        String path = text.strip();
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return path.startsWith("/") ? path : "/" + path;
    }

    static boolean names(String unit, Member.Unit found) {
        return isUnitId(unit) ? found.id().equals(unit) : found.path().equals(unitPath(unit));
    }

    /** How near the rule is to an account; the nearest one wins. {@link #FAR} when it is not for it. */
    int nearness(Member member) {
        return switch (kind) {
            case ORGANIZATION -> 0;
            case ACCOUNT -> member.id().equals(new AccountId(target)) ? Integer.MAX_VALUE : FAR;
            case UNIT -> {
                for (int depth = member.units().size(); depth > 0; depth--) {
                    if (names(target, member.units().get(depth - 1))) {
                        yield depth;
                    }
                }
                yield FAR;
            }
        };
    }

    /** The rule as the plan names it. */
    String text() {
        return switch (kind) {
            case ORGANIZATION -> "organization";
            case UNIT -> "ou " + target;
            case ACCOUNT -> "account " + target;
        };
    }
}
