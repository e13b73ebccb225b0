package io.muster.demo.world;

import static java.util.Objects.requireNonNull;

import io.muster.finding.AccountId;
import io.muster.inventory.AccountState;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One account of the demo organization. */
public final class DemoAccount {

    /** What the account is there for. */
    public enum Part {
        MANAGEMENT,
        SECURITY,
        LOG_ARCHIVE,
        MEMBER
    }

    /** A region that an account has only if somebody opted in to it. */
    static final String NEW_REGION = "eu-south-2";

    private final int index;
    private final Part part;
    private final AccountId id;
    private final String name;
    private final String email;
    private final String team;
    private final AccountState state;
    private final Map<String, String> tags;
    private final @Nullable String connection;
    private final List<String> regions;
    private final Set<Planting> plantings;
    private final Set<Trouble> troubles;

    DemoAccount(
            int index,
            Part part,
            AccountId id,
            String name,
            String email,
            String team,
            AccountState state,
            Map<String, String> tags,
            @Nullable String connection,
            List<String> regions,
            Set<Planting> plantings,
            Set<Trouble> troubles) {
        this.index = index;
        this.part = requireNonNull(part, "part is null");
        this.id = requireNonNull(id, "id is null");
        this.name = requireNonNull(name, "name is null");
        this.email = requireNonNull(email, "email is null");
        this.team = requireNonNull(team, "team is null");
        this.state = requireNonNull(state, "state is null");
        this.tags = Map.copyOf(tags);
        this.connection = connection;
        this.regions = List.copyOf(regions);
        this.plantings = plantings.isEmpty() ? Set.of() : EnumSet.copyOf(plantings);
        this.troubles = troubles.isEmpty() ? Set.of() : EnumSet.copyOf(troubles);
    }

    int index() {
        return index;
    }

    public Part part() {
        return part;
    }

    public AccountId id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String email() {
        return email;
    }

    /** Who built what is in it; not necessarily what its tags say. */
    String team() {
        return team;
    }

    public AccountState state() {
        return state;
    }

    /** The tags that the account has in AWS Organizations. */
    public Map<String, String> tags() {
        return tags;
    }

    public boolean isConnected() {
        return connection != null;
    }

    /** The Steampipe connection that answers for it; an error for an account that has none. */
    public String connection() {
        return requireNonNull(connection, () -> "account " + id + " has no connection");
    }

    /** The enabled regions, in alphabetical order. */
    public List<String> regions() {
        return regions;
    }

    /** Whether the connection asks the region. */
    boolean covers(String region) {
        return !has(Trouble.REGION_IS_NOT_COVERED) || !region.equals(Trouble.uncovered(this));
    }

    /** Sixteen hex digits that no other thing of this kind has in any account, the same each time. */
    String digits(int kind, int number) {
        long mixed = ((long) index << 40 | (long) kind << 32 | number) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        String hex = Long.toHexString(mixed ^ mixed >>> 31);
        return "0".repeat(16 - hex.length()) + hex;
    }

    boolean has(Planting planting) {
        return plantings.contains(planting);
    }

    /** Whether the flaw shows in the region: those of networks and detectors show in one only. */
    boolean has(Planting planting, String region) {
        return has(planting) && region.equals(regions.get(regions.size() - 1));
    }

    /** Whether it joined the organization some days ago. */
    boolean isNew() {
        return index == 8 || has(Planting.NO_SECURITY_CONTACT);
    }

    /** Whether it has a VPC in which nothing runs. */
    boolean hasUnusedVpc() {
        return hasNewRegion() || has(Planting.UNUSED_VPC_WITHOUT_FLOW_LOG);
    }

    boolean has(Trouble trouble) {
        return troubles.contains(trouble);
    }

    Set<Planting> plantings() {
        return plantings;
    }

    Set<Trouble> troubles() {
        return troubles;
    }

    boolean isTroubled() {
        return !troubles.isEmpty();
    }

    boolean hasNewRegion() {
        return regions.contains(NEW_REGION);
    }

    boolean isManagement() {
        return part == Part.MANAGEMENT;
    }

    boolean isSecurity() {
        return part == Part.SECURITY;
    }

    boolean isLogArchive() {
        return part == Part.LOG_ARCHIVE;
    }

    boolean isMember() {
        return part == Part.MEMBER;
    }

    @Override
    public String toString() {
        return id + " " + name;
    }
}
