package io.muster.remediate.contacts;

import io.muster.finding.AccountId;
import io.muster.remediate.aws.AwsFailure;
import io.muster.remediate.aws.Calls;
import io.muster.remediate.aws.Rate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.account.model.AlternateContact;

/** Reads and writes alternate contacts, at the rates that AWS allows; one object for the whole process. */
final class AlternateContacts {

    private final AccountClient client;
    private final Calls calls;
    private final Rate reads;
    private final Rate writes;

    AlternateContacts(AccountClient client, Calls calls, Rate reads, Rate writes) {
        this.client = client;
        this.calls = calls;
        this.reads = reads;
        this.writes = writes;
    }

    /** The contact; empty when there is none. Everything that AWS does not answer is an {@link AwsFailure}. */
    Optional<Contact> read(@Nullable AccountId account, ContactType type) throws InterruptedException {
        try {
            return Optional.of(contact(calls.ask(
                    reads,
                    () -> client.getAlternateContact(
                                    request -> request.accountId(value(account)).alternateContactType(type.name()))
                            .alternateContact())));
        } catch (AwsFailure e) {
            if (e.kind() == AwsFailure.Kind.ABSENT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Contact contact(AlternateContact contact) {
        return new Contact(
                text(contact.name()), text(contact.title()), text(contact.emailAddress()), text(contact.phoneNumber()));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String value(@Nullable AccountId account) {
        return account == null ? null : account.value();
    }

    /** Replaces the contact as a whole. */
    void write(@Nullable AccountId account, ContactType type, Contact contact) throws InterruptedException {
        calls.ask(
                writes,
                () -> client.putAlternateContact(request -> request.accountId(value(account))
                        .alternateContactType(type.name())
                        .name(contact.name())
                        .title(contact.title())
                        .emailAddress(contact.email())
                        .phoneNumber(contact.phone())));
    }

    /** Removes the contact; one that is gone already counts as removed. */
    void remove(@Nullable AccountId account, ContactType type) throws InterruptedException {
        try {
            calls.ask(
                    writes,
                    () -> client.deleteAlternateContact(
                            request -> request.accountId(value(account)).alternateContactType(type.name())));
        } catch (AwsFailure e) {
            if (e.kind() != AwsFailure.Kind.ABSENT) {
                throw e;
            }
        }
    }
}
