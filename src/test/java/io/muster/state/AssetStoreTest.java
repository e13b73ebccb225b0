package io.muster.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.finding.AccountId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AssetStoreTest {

    @TempDir
    private Path folder;

    private static AssetStore.Fresh fresh(long print, String region) {
        Asset asset = new Asset(
                "instance-id",
                "i-0123456789abcdef" + print,
                new AccountId("111122223333"),
                "one",
                region,
                "AWS::EC2::Instance",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "instances",
                null);
        return new AssetStore.Fresh(asset, asset.key(), print);
    }

    @Test
    void a_batch_that_knows_some_of_its_labels_is_written_although_no_more_may_be_remembered() {
        try (Database database = Database.open(StateConfig.sqlite(folder.resolve("muster.db")))) {
            database.change(handle -> {
                handle.execute(
                        "insert into run (run_no, id, started, status, scope) values (1, 'r', 0, 'running', '')");
                handle.execute(
                        "insert into source_table (table_no, account_id, query_id) values (1, '111122223333', 'instances')");
            });
            AssetStore store = new AssetStore(database, 1);
            store.stage(1, 1, List.of(fresh(1, "eu-west-1")), true);
            store.stage(1, 1, List.of(fresh(2, "eu-west-2"), fresh(3, "eu-west-3")), false);

            store.stage(1, 1, List.of(fresh(4, "eu-west-1"), fresh(5, "eu-west-2"), fresh(6, "eu-central-1")), false);

            List<String> regions = database.read(
                    handle -> handle.createQuery("""
                            select l.region from asset_new n join asset_label l on l.label_id = n.label_id order by n.print
                            """).mapTo(String.class).list());
            assertThat(regions)
                    .containsExactly("eu-west-1", "eu-west-2", "eu-west-3", "eu-west-1", "eu-west-2", "eu-central-1");
        }
    }
}
