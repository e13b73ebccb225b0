package io.muster.remediate.contacts;

import io.muster.finding.AccountId;
import io.muster.problem.Problem;
import io.muster.problem.Problems;
import io.muster.remediate.aws.Member;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which part of the organization is meant.
 *
 * @param types empty for all that the file names
 * @param units ids or paths, with everything below them; empty for all
 * @param accounts empty for all
 */
public record Scope(Set<ContactType> types, List<String> units, List<AccountId> accounts) {

    public Scope {
        types = types.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(types));
        units = List.copyOf(units);
        accounts = List.copyOf(accounts);
    }

    public static Scope all() {
        return new Scope(Set.of(), List.of(), List.of());
    }

    boolean includes(ContactType type) {
        return types.isEmpty() || types.contains(type);
    }

    boolean includes(Member member) {
        if (!accounts.isEmpty() && !accounts.contains(member.id())) {
            return false;
        }
        return units.isEmpty()
                || units.stream().anyMatch(unit -> member.units().stream().anyMatch(found -> Rule.names(unit, found)));
    }

    /** What was asked for and is not there is an error: an empty plan would look like a good one. */
    void compare(List<Member> members, Problems problems) {
        Set<Member.Unit> found = new LinkedHashSet<>();
        members.forEach(member -> found.addAll(member.units()));
        for (String unit : units) {
            if (found.stream().noneMatch(known -> Rule.names(unit, known))) {
                problems.error(WantedContacts.unknownUnit(unit, found));
            }
        }
        for (AccountId account : accounts) {
            if (members.stream().noneMatch(member -> member.id().equals(account))) {
                problems.error(
                        Problem.of("The account " + account + " is not in the organization.", "", "check the id"));
            }
        }
    }
}
