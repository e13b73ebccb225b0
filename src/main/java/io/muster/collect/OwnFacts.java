package io.muster.collect;

import io.muster.finding.AccountId;
import java.util.List;

/** What Muster itself noted about accounts, such as what came of a drill. */
@FunctionalInterface
public interface OwnFacts {

    /** Nothing was ever noted. */
    OwnFacts NONE = (kind, account) -> List.of();

    /** What was noted of this kind about the account: JSON objects, whose members are columns. */
    List<byte[]> of(String kind, AccountId account);
}
