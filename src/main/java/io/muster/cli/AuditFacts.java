package io.muster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.collect.OwnFacts;
import io.muster.finding.AccountId;
import io.muster.finding.RunId;
import io.muster.inventory.QueryId;
import io.muster.problem.ProblemException;
import io.muster.remediate.aws.Member;
import io.muster.remediate.contacts.ContactFacts;
import io.muster.remediate.contacts.WantedContacts;
import io.muster.state.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an audit is told beside what it reads: what commands noted in the state, and whom {@code contacts.yaml} wants. */
final class AuditFacts implements OwnFacts {

    private static final QueryId ACCOUNTS = new QueryId("organizations_accounts");
    private static final QueryId UNITS = new QueryId("organizations_organizational_units");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final State state;
    private final @Nullable RunId run;
    private final @Nullable WantedContacts wanted;
    private @Nullable Tree tree;

    /** Accounts and units with what is above them; a root has no name. */
    private record Tree(Map<String, String> parents, Map<String, String> names) {}

    /**
     * Facts for a run.
     *
     * @param run whose tables say which unit an account is in; null when there is none
     * @param wanted null when nothing is wanted
     */
    AuditFacts(State state, @Nullable RunId run, @Nullable WantedContacts wanted) {
        this.state = state;
        this.run = run;
        this.wanted = wanted;
    }

    @Override
    public List<byte[]> of(String kind, AccountId account) {
        if (!kind.equals(ContactFacts.WANTED)) {
            return state.records().of(kind, account);
        }
        return wanted == null
                ? List.of()
                : ContactFacts.wanted(wanted, account, wanted.namesUnits() ? units(account) : List.of());
    }

    /** From the top down; a rule for a unit decides nothing where nobody knows the units of an account. */
    private List<Member.Unit> units(AccountId account) {
        Tree known = tree();
        Deque<String> ids = new ArrayDeque<>();
        String id = known.parents().get(account.value());
        while (id != null && known.names().containsKey(id)) {
            ids.addFirst(id);
            id = known.parents().get(id);
        }
        if (id == null || !id.startsWith("r-")) {
            throw ProblemException.couldNotRun(
                    "Nobody knows in which organizational unit the account " + account + " is.",
                    "contacts.yaml has rules for organizational units.",
                    "let the audit read the tables 'organizations_accounts' and 'organizations_organizational_units'");
        }
        List<Member.Unit> units = new ArrayList<>();
        StringBuilder path = new StringBuilder();
        for (String unit : ids) {
            path.append('/').append(known.names().get(unit));
            units.add(new Member.Unit(unit, path.toString()));
        }
        return units;
    }

    private synchronized Tree tree() {
        if (tree == null) {
            Map<String, String> parents = new HashMap<>();
            Map<String, String> names = new HashMap<>();
            rows(
                    ACCOUNTS,
                    row -> parents.put(
                            row.path("id").asText(), row.path("parent_id").asText()));
            rows(UNITS, row -> {
                parents.put(row.path("id").asText(), row.path("parent_id").asText());
                names.put(row.path("id").asText(), row.path("name").asText());
            });
            tree = new Tree(parents, names);
        }
        return tree;
    }

    private void rows(QueryId query, Consumer<JsonNode> rows) {
        if (run == null) {
            return;
        }
        state.tables()
                .forEach(
                        run,
                        query,
                        (account, chunk) -> new String(chunk, StandardCharsets.UTF_8)
                                .lines()
                                .filter(line -> !line.isBlank())
                                .forEach(line -> rows.accept(json(line))));
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
