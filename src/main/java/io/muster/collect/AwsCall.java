package io.muster.collect;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * One operation of one client, called by its name. Requests and answers are maps with the member names of the service's
 * model, which the SDK's classes describe themselves.
 */
final class AwsCall {

    private final SdkClient client;
    private final Method method;

    private AwsCall(SdkClient client, Method method) {
        this.client = client;
        this.method = method;
    }

    /** Finds the operation; one that the service does not have is an {@link IllegalArgumentException}. */
    static AwsCall of(SdkClient client, String operation) {
        for (Method method : client.getClass().getMethods()) {
            if (method.getName().equalsIgnoreCase(operation)
                    && method.getParameterCount() == 1
                    && SdkPojo.class.isAssignableFrom(method.getParameterTypes()[0])) {
                return new AwsCall(client, method);
            }
        }
        throw new IllegalArgumentException(
                "the service " + client.serviceName() + " has no operation '" + operation + "'");
    }

    /** Calls it for who has these credentials; errors of AWS and of the network come as the SDK throws them. */
    Map<String, Object> invoke(Map<String, Object> parameters, AwsCredentialsProvider credentials) {
        try {
            Class<?> type = method.getParameterTypes()[0];
            SdkBuilder<?, ?> builder =
                    (SdkBuilder<?, ?>) type.getMethod("builder").invoke(null);
            parameters.forEach((name, value) -> set((SdkPojo) builder, name, value));
            ((AwsRequest.Builder) builder)
                    .overrideConfiguration(AwsRequestOverrideConfiguration.builder()
                            .credentialsProvider(credentials)
                            .build());
            method.setAccessible(true);
            return tree((SdkPojo) method.invoke(client, builder.build()));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the SDK's classes have another shape than expected", e);
        }
    }

    private static void set(SdkPojo builder, String name, Object value) {
        for (SdkField<?> field : builder.sdkFields()) {
            if (field.memberName().equalsIgnoreCase(name)) {
                field.set(builder, converted(field, value));
                return;
            }
        }
        throw new IllegalArgumentException("the request has no parameter '" + name + "'");
    }

    private static Object converted(SdkField<?> field, Object value) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.INTEGER) {
            return Integer.valueOf(value.toString());
        }
        if (type == MarshallingType.LONG) {
            return Long.valueOf(value.toString());
        }
        if (type == MarshallingType.BOOLEAN) {
            return Boolean.valueOf(value.toString());
        }
        return type == MarshallingType.STRING ? value.toString() : value;
    }

    private static Map<String, Object> tree(SdkPojo pojo) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = value(field.getValueOrDefault(pojo));
            if (value != null) {
                tree.put(field.memberName(), value);
            }
        }
        return tree;
    }

    private static @Nullable Object value(@Nullable Object value) {
        if (value instanceof SdkPojo pojo) {
            return tree(pojo);
        }
        if (value instanceof List<?> list) {
            List<Object> values = new ArrayList<>();
            for (Object item : list) {
                Object converted = value(item);
                if (converted != null) {
                    values.add(converted);
                }
            }
            return values;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> values = new LinkedHashMap<>();
            map.forEach((key, item) -> {
                Object converted = value(item);
                if (converted != null) {
                    values.put(String.valueOf(key), converted);
                }
            });
            return values;
        }
        return value;
    }

    /** The value at a dotted path, in which upper and lower case are equal; null if there is none. */
    static @Nullable Object at(Map<String, Object> tree, String path) {
        Object value = tree;
        for (String name : path.split("\\.", -1)) {
            if (!(value instanceof Map<?, ?> map)) {
                return null;
            }
            value = null;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (String.valueOf(entry.getKey()).toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                    value = entry.getValue();
                }
            }
        }
        return value;
    }
}
