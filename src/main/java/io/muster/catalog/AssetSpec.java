package io.muster.catalog;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How rows of a query become assets that a responder can look up.
 *
 * @param type the CloudFormation type, such as {@code AWS::EC2::Instance}
 * @param arn the column with the ARN
 * @param name the column with the name
 * @param keys kind of key ({@code ip}, {@code arn}, {@code instance-id}, …) to the columns that hold such keys; a column
 *     holds one key or a JSON array of keys
 * @param tags the column with the tags as a JSON object
 */
public record AssetSpec(
        String type,
        @Nullable String arn,
        @Nullable String name,
        Map<String, List<String>> keys,
        @Nullable String tags) {}
