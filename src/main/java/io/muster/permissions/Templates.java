package io.muster.permissions;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The policies, and the roles that carry them, as text for AWS CloudFormation and Terraform. */
public final class Templates {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int AUDIT_SESSION = 3_600;
    private static final int RESPONDER_SESSION = 14_400;

    private final Grants grants;
    private final Names names;
    private final @Nullable ManagedPolicy beyond;

    public Templates(Grants grants, @Nullable ManagedPolicy beyond) {
        this.grants = requireNonNull(grants, "grants is null");
        this.names = grants.names();
        this.beyond = beyond;
    }

    /** All policies with whom they are for: {@code {"purpose": …, "policies": [{"name", "attach_to", "document"}]}}. */
    public String json(Purpose purpose) {
        ObjectNode all = NODES.objectNode();
        all.put("purpose", purpose.word());
        ArrayNode policies = all.putArray("policies");
        for (Policy policy : grants.policies(purpose)) {
            ObjectNode one = policies.addObject();
            one.put("name", policy.name());
            one.put("attach_to", policy.attachTo());
            one.set("document", policy.json());
        }
        return Json.text(all);
    }

    /** One template, which a service-managed StackSet can carry into all accounts. */
    public String cloudFormation(Purpose purpose) {
        ObjectNode template = NODES.objectNode();
        template.put("AWSTemplateFormatVersion", "2010-09-09");
        template.put("Description", description(purpose));
        String role = roleName(purpose);
        ObjectNode parameters = NODES.objectNode();
        ObjectNode resources = NODES.objectNode();
        ArrayNode attached = NODES.arrayNode();
        if (beyond != null) {
            attached.add(beyond.arn(names.partition()));
        }
        boolean organization = false;
        for (Policy policy : grants.policies(purpose)) {
            if (isForCaller(policy) && role != null) {
                continue;
            }
            ObjectNode resource = NODES.objectNode();
            resource.put("Type", "AWS::IAM::ManagedPolicy");
            ObjectNode properties = NODES.objectNode();
            properties.put("ManagedPolicyName", policy.name());
            properties.put("Description", sentence(policy.attachTo()));
            properties.set("PolicyDocument", policy.json());
            ObjectNode reference = NODES.objectNode().put("Ref", word(policy.name()));
            if (isForOrganization(policy)) {
                organization = true;
                resource.put("Condition", "AsksOrganization");
                ArrayNode choice = NODES.arrayNode().add("AsksOrganization").add(reference);
                choice.add(NODES.objectNode().put("Ref", "AWS::NoValue"));
                reference = NODES.objectNode();
                reference.set("Fn::If", choice);
            }
            resource.set("Properties", properties);
            resources.set(word(policy.name()), resource);
            attached.add(reference);
        }
        if (organization) {
            ObjectNode asks = parameters.putObject("AsksOrganization");
            asks.put("Type", "String");
            asks.put("Description", "true in the account that is asked about the organization");
            asks.put("Default", "false");
            asks.putArray("AllowedValues").add("false").add("true");
            ObjectNode equal = template.putObject("Conditions").putObject("AsksOrganization");
            equal.putArray("Fn::Equals")
                    .add(NODES.objectNode().put("Ref", "AsksOrganization"))
                    .add("true");
        }
        if (role != null) {
            parameters(parameters);
            resources.set("Role", role(purpose, role, attached));
        }
        if (!parameters.isEmpty()) {
            template.set("Parameters", parameters);
        }
        template.set("Resources", resources);
        if (role != null) {
            ObjectNode output = template.putObject("Outputs").putObject("RoleArn");
            output.set("Value", attribute("Role", "Arn"));
        }
        return Json.text(template);
    }

    private void parameters(ObjectNode parameters) {
        ObjectNode account = parameters.putObject("TrustedAccount");
        account.put("Type", "String");
        account.put("Description", "The account that may assume the role: the security account");
        account.put("AllowedPattern", "[0-9]{12}");
        if (names.securityAccount() != null) {
            account.put("Default", names.securityAccount());
        }
        ObjectNode principal = parameters.putObject("TrustedPrincipal");
        principal.put("Type", "String");
        principal.put("Description", "ARN, or pattern of ARNs, of the roles in it that may; never a bare account");
        principal.put("AllowedPattern", "arn:aws[a-z-]*:iam::[0-9]{12}:(role|user)/.+");
        if (names.organization() == null) {
            ObjectNode organization = parameters.putObject("OrganizationId");
            organization.put("Type", "String");
            organization.put("AllowedPattern", Names.ORGANIZATION.pattern());
        }
        if (names.externalId()) {
            ObjectNode externalId = parameters.putObject("ExternalId");
            externalId.put("Type", "String");
            externalId.put("NoEcho", true);
            externalId.put("MinLength", 2);
            externalId.put("MaxLength", 1_224);
        }
    }

    private ObjectNode role(Purpose purpose, String name, ArrayNode attached) {
        ObjectNode role = NODES.objectNode();
        role.put("Type", "AWS::IAM::Role");
        ObjectNode properties = role.putObject("Properties");
        properties.put("RoleName", name);
        properties.put("Description", description(purpose));
        properties.put("MaxSessionDuration", session(purpose));
        properties.set(
                "AssumeRolePolicyDocument",
                trust(
                        NODES.objectNode().put("Fn::Sub", "arn:${AWS::Partition}:iam::${TrustedAccount}:root"),
                        reference("TrustedPrincipal"),
                        names.organization() == null
                                ? reference("OrganizationId")
                                : NODES.textNode(names.organization()),
                        reference("ExternalId")));
        properties.set("ManagedPolicyArns", attached);
        return role;
    }

    private ObjectNode trust(JsonNode account, JsonNode principal, JsonNode organization, JsonNode externalId) {
        ObjectNode trust = NODES.objectNode();
        trust.put("Version", "2012-10-17");
        ObjectNode statement = trust.putArray("Statement").addObject();
        statement.put("Effect", "Allow");
        statement.putObject("Principal").set("AWS", account);
        statement.put("Action", "sts:AssumeRole");
        ObjectNode condition = statement.putObject("Condition");
        condition.putObject("ArnLike").set("aws:PrincipalArn", principal);
        ObjectNode equal = condition.putObject("StringEquals");
        equal.set("aws:PrincipalOrgID", organization);
        if (names.externalId()) {
            equal.set("sts:ExternalId", externalId);
        }
        return trust;
    }

    /** One {@code .tf.json} file: Terraform's JSON syntax. */
    public String terraform(Purpose purpose) {
        ObjectNode file = NODES.objectNode();
        String role = roleName(purpose);
        ObjectNode variables = NODES.objectNode();
        ObjectNode policies = NODES.objectNode();
        ObjectNode attachments = NODES.objectNode();
        for (Policy policy : grants.policies(purpose)) {
            if (isForCaller(policy) && role != null) {
                continue;
            }
            String id = policy.name().replace('-', '_');
            ObjectNode resource = policies.putObject(id);
            ObjectNode attachment = NODES.objectNode();
            if (isForOrganization(policy)) {
                variables
                        .putObject("asks_organization")
                        .put("type", "bool")
                        .put("default", false)
                        .put("description", "true in the account that is asked about the organization");
                resource.put("count", "${var.asks_organization ? 1 : 0}");
                attachment.put("count", "${var.asks_organization ? 1 : 0}");
            }
            resource.put("name", policy.name());
            resource.put("description", sentence(policy.attachTo()));
            resource.put("policy", policy.json().toString().replace("${", "$${"));
            if (role != null) {
                attachment.put("role", "${aws_iam_role.role.name}");
                attachment.put(
                        "policy_arn", "${aws_iam_policy." + id + (isForOrganization(policy) ? "[0]" : "") + ".arn}");
                attachments.set(id, attachment);
            }
        }
        ObjectNode resources = NODES.objectNode();
        if (role != null) {
            variable(variables, "trusted_account", "the account that may assume the role", names.securityAccount());
            variable(variables, "trusted_principal", "ARN, or pattern of ARNs, of the roles in it that may", null);
            if (names.organization() == null) {
                variable(variables, "organization_id", "the id of the organization", null);
            }
            if (names.externalId()) {
                variable(variables, "external_id", "what who assumes the role must say", null);
                ((ObjectNode) variables.get("external_id")).put("sensitive", true);
            }
            ObjectNode node = resources.putObject("aws_iam_role").putObject("role");
            node.put("name", role);
            node.put("description", description(purpose));
            node.put("max_session_duration", session(purpose));
            node.put(
                    "assume_role_policy",
                    trust(
                                    NODES.textNode("arn:" + names.partition() + ":iam::${var.trusted_account}:root"),
                                    NODES.textNode("${var.trusted_principal}"),
                                    NODES.textNode(
                                            names.organization() == null
                                                    ? "${var.organization_id}"
                                                    : names.organization()),
                                    NODES.textNode("${var.external_id}"))
                            .toString());
            if (beyond != null) {
                attachments
                        .putObject("beyond")
                        .put("role", "${aws_iam_role.role.name}")
                        .put("policy_arn", beyond.arn(names.partition()));
            }
        }
        resources.set("aws_iam_policy", policies);
        if (!attachments.isEmpty()) {
            resources.set("aws_iam_role_policy_attachment", attachments);
        }
        if (!variables.isEmpty()) {
            file.set("variable", variables);
        }
        file.set("resource", resources);
        return Json.text(file);
    }

    private static void variable(ObjectNode variables, String name, String description, @Nullable String standard) {
        ObjectNode variable = variables.putObject(name);
        variable.put("type", "string");
        variable.put("description", description);
        if (standard != null) {
            variable.put("default", standard);
        }
    }

    private @Nullable String roleName(Purpose purpose) {
        return switch (purpose) {
            case AUDIT, STEAMPIPE -> names.auditRole();
            case RESPONDER -> names.responderRole();
            case CONTACTS, DRILL -> null;
        };
    }

    private static int session(Purpose purpose) {
        return purpose == Purpose.RESPONDER ? RESPONDER_SESSION : AUDIT_SESSION;
    }

    private static String description(Purpose purpose) {
        return switch (purpose) {
            case AUDIT -> "Lets Muster and Steampipe read what an audit asks for";
            case STEAMPIPE -> "Lets Steampipe read what the queries of Muster ask for";
            case CONTACTS -> "Lets Muster read and set alternate contacts";
            case DRILL -> "Lets Muster prove what responders may do";
            case RESPONDER -> "Lets responders contain an attack and keep its traces";
        };
    }

    private static boolean isForCaller(Policy policy) {
        return policy.name().endsWith("-caller");
    }

    private static boolean isForOrganization(Policy policy) {
        return policy.name().contains("-organization");
    }

    private static JsonNode reference(String name) {
        return NODES.objectNode().put("Ref", name);
    }

    private static ObjectNode attribute(String resource, String attribute) {
        ObjectNode node = NODES.objectNode();
        node.putArray("Fn::GetAtt").add(resource).add(attribute);
        return node;
    }

    /** A logical id: {@code muster-audit-2} becomes {@code MusterAudit2}. */
    private static String word(String name) {
        StringBuilder word = new StringBuilder();
        for (String part : name.split("-", -1)) {
            word.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
        }
        return word.toString();
    }

    private static String sentence(String attachTo) {
        return "For " + attachTo.replace("'", "");
    }
}
